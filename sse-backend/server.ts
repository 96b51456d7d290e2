import type { AddressInfo } from 'node:net';
import { createApp, type App } from './app.ts';
import { commandsHelp, runCommand } from './commands/commands.ts';
import { helpText } from './config/server-flags.ts';
import { parseConfig, type Config } from './config/config.ts';
import { Logger } from './ops/logger.ts';
import { openFilesWarning } from './ops/open-files.ts';
import { StartError } from './start-error.ts';
import { VERSION } from './version.ts';

/** Given to whoever starts us: something about how we were started has to change first. */
const EXIT_CANNOT_START = 2;

/** Stopping must not hang on anything: after this the process ends as it is. What was acknowledged is on disk long since. */
const LONGEST_STOP_MS = 4500;

/**
 * Minimum number of connections that the system keeps until they are accepted; Node's default. With no more, connections are
 * dropped when thousands of streams return at once. The system's own maximum (Linux: net.core.somaxconn) holds as well.
 */
const LEAST_BACKLOG = 511;

await main().catch((error: unknown) => {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`vitalwire: ${error.message}\n`);
  process.exitCode = EXIT_CANNOT_START;
});

async function main(): Promise<void> {
  surviveLostOutput();
  const args = process.argv.slice(2);
  const context = { environment: process.env, serverFolder: import.meta.dirname, now: Date.now };
  const output = await runCommand(args, context);
  if (output) {
    process.stdout.write(output.text);
    process.stderr.write(output.hint ?? '');
    return;
  }
  const config = parseConfig(args, process.env, import.meta.dirname);
  if (config === 'help') {
    process.stdout.write(`${helpText()}\n${commandsHelp()}`);
    return;
  }
  const logger = new Logger(config.logLevel);
  const warning = openFilesWarning(config.maxStreams);
  const app = await createApp(config, logger, (error) => crash(error, logger));
  await listen(app, config);
  stopOnSignal(app, logger);
  announce(app, config, logger);
  if (warning !== undefined) logger.warn(warning);
}

async function listen(app: App, { host, port, maxStreams }: Config): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const backlog = Math.max(LEAST_BACKLOG, maxStreams);
  app.server.once('error', reject).listen({ port, host: host.replace(/^\[|\]$/g, ''), backlog }, resolve);
  try {
    await promise;
  } catch (cause) {
    await app.close();
    const why = cause instanceof Error && 'code' in cause ? cause.code : cause;
    const reason = why === 'EADDRINUSE' ? 'the port is in use' : String(why);
    throw new StartError(
      `Can't listen on ${host} port ${port}: ${reason}; stop the other one or give --port another.`,
      { cause },
    );
  }
}

function announce({ server, log, isGuarded }: App, { host, demo, file, publicUrl }: Config, logger: Logger): void {
  const { port } = server.address() as AddressInfo;
  const url = `http://${nameInUrl(host)}:${port}`;
  const publicOrigin = publicUrl ?? url;
  const token = isGuarded ? ' -H "Authorization: Bearer TOKEN"' : '';
  process.stdout.write(
    `Vitalwire ${VERSION}${demo ? ' with demo readings' : ''}: ${url}\n  curl -N ${publicOrigin}/events${token}\n`,
  );
  logger.info('listening', { url, version: VERSION, file, demo: demo !== undefined, position: log.idOf(log.head) });
}

function nameInUrl(host: string): string {
  if (host === '127.0.0.1') return 'localhost';
  return host === '::1' ? '[::1]' : host;
}

function stopOnSignal(app: App, logger: Logger): void {
  const stop = (signal: NodeJS.Signals) => {
    process.off('SIGTERM', stop).off('SIGINT', stop);
    logger.info('stopping', { signal });
    setTimeout(() => process.exit(0), LONGEST_STOP_MS).unref();
    app.close().then(
      () => logger.info('stopped'),
      (error: unknown) => crash(error instanceof Error ? error : new Error(String(error)), logger),
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}

/** Whoever read our output may go away (a log collector that restarts, `| head`): the streams must not end for that. */
function surviveLostOutput(): void {
  for (const output of [process.stdout, process.stderr]) output.on('error', ignoreLostReader);
}

function ignoreLostReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** The log's thread died: nothing can be stored any more, so end, and let whoever supervises us start anew. */
function crash(error: Error, logger: Logger): void {
  logger.error('the log failed', { error: error.stack ?? error.message });
  process.exit(1);
}
