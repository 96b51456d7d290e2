import type { Server } from 'node:http';
import { AccessStore } from './access/access-store.ts';
import { AccessWatch } from './access/access-watch.ts';
import { AuditTransfer } from './access/audit-transfer.ts';
import { allowCors } from './access/cors.ts';
import { createAccessControl } from './access/access-control.ts';
import { opennessOf, refuseUnprotectedServer } from './access/exposure.ts';
import { openOidc } from './access/oidc/oidc.ts';
import { AppError } from './app-error.ts';
import type { Counters } from './app-metrics.ts';
import { clockWarnings } from './clock/clock-warnings.ts';
import { ClockWatch } from './clock/clock-watch.ts';
import { DeviceClocks } from './clock/device-clocks.ts';
import type { Config } from './config/config.ts';
import type { IncomingRequest } from './http/request-context.ts';
import { refuseUnknownPath, route, type Route } from './http/router.ts';
import { createHttpServer } from './http/server.ts';
import { staticFiles } from './http/static-files.ts';
import { Imports } from './imports/imports.ts';
import { EventLog, type EventLogOptions } from './log/event-log.ts';
import type { Logger } from './ops/logger.ts';
import { failureLog } from './ops/failure-log.ts';
import { Counter } from './ops/metrics.ts';
import { startDemo, systemClock } from './readings/demo.ts';
import { routesOf } from './routes.ts';
import { Clock } from './stream/clock.ts';
import { Hub } from './stream/hub.ts';
import { StreamLimit } from './stream/stream-limit.ts';

/** Paths that are ours even when an app is served beside them. */
const RESERVED = ['/api', '/events', '/stream', '/sse', '/sign-in', '/healthz', '/readyz', '/metrics'];

/** Answers under way when the server stops get so long; then they are cut, so that it stops in time. */
const LONGEST_STOP_MS = 3000;

const LARGE_WAL_TEXT =
  'The write-ahead log is larger than 256 MiB: its pages can not be copied to the log, or a program that reads the log stands still.';

/** A server ready to listen. */
export interface App {
  readonly server: Server;
  readonly log: EventLog;
  readonly routes: readonly Route[];
  /** Whether only those get in who have a token or a session; the first token may change that later. */
  readonly isGuarded: boolean;
  /** Ends streams, finishes what is under way, flushes and closes the log. */
  close(): Promise<void>;
}

/** Makes the parts and wires them, in the order in which a reading goes through them. @throws StartError */
export async function createApp(
  config: Config,
  logger: Logger,
  onCrash: (error: Error) => void,
  clocks: Pick<EventLogOptions, 'now' | 'steady'> = {},
): Promise<App> {
  const { file, rules, retainMs, retainEvents, demo, staticFolder } = config;
  // Before anything is opened: nothing would close it again if the folder can't be read.
  const files = staticFolder === undefined ? undefined : staticFiles(staticFolder, RESERVED, refuseUnknownPath);
  const oidc = config.oidc && (await openOidc(config.oidc, logger));
  const access = await openAccess(config, logger);
  const log = await EventLog.open({
    file,
    rules,
    retainMs,
    retainEvents,
    ...clocks,
    onCrash,
    onHealth: (failure) => logHealth(failure, logger),
    onLargeWal: (bytes) => logger.warn('the write-ahead log is large', { file, bytes, text: LARGE_WAL_TEXT }),
    onMigration: ({ from, to }) =>
      logger.info('bringing the log up to date, some seconds for every million readings', { file, from, to }),
  }).catch(async (error: unknown) => {
    await access.close();
    throw error;
  });
  const counters: Counters = {
    requests: new Counter(),
    failures: new Counter(),
    stalledStreams: new Counter(),
    importedReadings: new Counter(),
  };
  log.onImported(({ after, last }) => counters.importedReadings.add(last - after));
  const hub = new Hub(log, {
    onStalled: () => counters.stalledStreams.add(),
    onReadFailure: (error) => logger.error('a stream was cut, the log could not be read', { error: String(error) }),
  });
  const clock = new Clock();
  const limit = new StreamLimit(config.maxStreams);
  const deviceClocks = new DeviceClocks(
    () => performance.now(),
    () => (log.clock.offByMs ?? 0) < 0,
  );
  const imports = await Imports.open({
    config,
    log,
    clock: { now: log.now, isServerBehind: () => deviceClocks.isServerBehind() },
    limit,
    onFailure: (error) => logger.warn('an import does not get on', { error: String(error) }),
  }).catch(async (error: unknown) => {
    await log.close();
    await access.close();
    throw error;
  });
  const accessWatch = new AccessWatch(config.accessFile, (error) => logAccessFailure(error, logger));
  const transfer = new AuditTransfer({
    handOver: (copied, cut) => log.handOverAudit(copied, cut),
    copy: (entries) => access.copyAudit(entries),
    onFailure: (error, outlook) =>
      logger.error('audit entries wait in the log, they cannot be copied', { outlook, error: String(error) }),
  });
  const warnings = () => clockWarnings(log.clock, deviceClocks.tally());
  const clockWatch = new ClockWatch(warnings, ({ report, text }) =>
    logger.warn('the clock is in doubt', { kind: report.Kind, text }),
  );
  let isStopping = false;

  const { checkOrigin, authorize, routes: signInRoutes } = createAccessControl({ config, access, oidc });
  const routes = routesOf({
    config,
    audit: { auditPage: (query) => access.auditPage(query), update: () => transfer.run() },
    signInRoutes,
    log,
    hub,
    clock,
    limit,
    counters,
    importRoutes: imports.routes,
    deviceClocks,
    clockWarnings: warnings,
    warnings: () => [
      ...warnings().map(({ text }) => text),
      ...(log.isWalLarge ? [LARGE_WAL_TEXT] : []),
      ...(transfer.warning === undefined ? [] : [transfer.warning]),
    ],
    probe: async () => {
      await accessWatch.probe();
      await log.probe();
    },
  });
  const dispatch = route(
    routes,
    files ?? refuseUnknownPath,
    accessWatch.guard(transfer.guard(authorize), signInRoutes),
  );
  const handle = (incoming: IncomingRequest): void | Promise<void> => {
    counters.requests.add();
    logger.debug('request', { method: incoming.request.method, path: incoming.url.pathname });
    checkOrigin(incoming.request);
    if (allowCors(incoming.request, incoming.response, config.allowedOrigins)) return;
    if (isStopping) throw new AppError('server-stopping', 'The server is stopping; come back in a moment.');
    return dispatch(incoming);
  };
  const logFailure = failureLog(logger);
  const server = createHttpServer({
    handle,
    maxBodyBytes: config.maxBodyBytes,
    onFailure: (error, request) => {
      counters.failures.add();
      logFailure(error, request);
    },
  });
  const stopDemo =
    demo &&
    startDemo({
      ...demo,
      log,
      random: Math.random,
      clock: systemClock,
      onProblem: (error) => logger.warn('demo readings are not being stored', { error: String(error) }),
    });

  return {
    server,
    log,
    routes,
    isGuarded: opennessOf(config, access.tokens.hasTokens) === 'signed-in',
    async close() {
      isStopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await stopDemo?.();
      hub.close();
      clock.close();
      clockWatch.close();
      const importsStopped = imports.stop();
      const cut = setTimeout(() => server.closeAllConnections(), LONGEST_STOP_MS);
      await closed;
      clearTimeout(cut);
      await importsStopped;
      imports.close();
      oidc?.close();
      await transfer.close();
      await log.close();
      await accessWatch.stop();
      await access.close();
    },
  };
}

function logAccessFailure(error: unknown, logger: Logger): void {
  logger.error('the file of tokens and audit fails', { error: String(error) });
}

function logHealth(failure: AppError | undefined, logger: Logger): void {
  if (failure) logger.error('the log fails', { code: failure.code, error: failure.message });
  else logger.info('the log works again');
}

/** @throws StartError also when the server would be open to everyone */
async function openAccess(config: Config, logger: Logger): Promise<AccessStore> {
  const access = AccessStore.open(config.accessFile, {
    onFailure: (error) => logAccessFailure(error, logger),
  });
  try {
    refuseUnprotectedServer(config, access.tokens.hasTokens);
    return access;
  } catch (error) {
    await access.close();
    throw error;
  }
}
