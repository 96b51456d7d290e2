import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isLoopbackName } from './access/guard.ts';
import type { Rules } from './contract/status.ts';
import { bytes, duration, hysteresis, oneOf, origin, wholeNumber } from './config-values.ts';
import { LOG_LEVELS, type LogLevel } from './ops/logger.ts';
import { MOST_DEMO_PEOPLE } from './readings/demo-people.ts';
import { StartError } from './start-error.ts';

/** What the server was told, checked. Times are in milliseconds, temperatures in °C. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Path of the log's SQLite file, or `:memory:`. */
  readonly file: string;
  readonly demo: { readonly people: number; readonly intervalMs: number } | undefined;
  readonly retainMs: number;
  readonly retainEvents: number | undefined;
  readonly rules: Rules;
  readonly alarmReminderMs: number;
  readonly staleAfterMs: number;
  readonly staticFolder: string | undefined;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly maxStreams: number;
  readonly maxBodyBytes: number;
  readonly logLevel: LogLevel;
}

interface Flag {
  readonly takes?: string;
  readonly default: string;
  readonly meaning: string;
}

const FLAGS = {
  port: { takes: 'N', default: '5000', meaning: 'where to listen; 0 takes any free port' },
  host: { takes: 'HOST', default: '127.0.0.1', meaning: 'the loopback address to listen on' },
  data: { takes: 'DIR', default: 'data beside server.ts', meaning: 'SQLite files; :memory: for none' },
  demo: { default: 'off', meaning: 'demo readings, into demo.sqlite, which then also takes what is posted' },
  'demo-people': { takes: 'N', default: '4', meaning: 'how many people the demo measures, up to 10000' },
  'demo-interval': { takes: 'T', default: '5s', meaning: 'time between two demo readings overall (1ms = 1,000/s)' },
  retain: { takes: 'T', default: '30d', meaning: 'how long the log keeps an event after storing it' },
  'retain-events': { takes: 'N', default: 'none', meaning: 'how many events the log keeps' },
  fever: { takes: 'ON:OFF', default: '38.0C:37.8C', meaning: 'where fever begins, and below what it ends' },
  hypothermia: { takes: 'ON:OFF', default: '35.0C:35.2C', meaning: 'where hypothermia begins, and above what it ends' },
  'alarm-hold': { takes: 'T', default: '0s', meaning: 'how long a state must last before an alarm is raised' },
  'alarm-reminder': { takes: 'T', default: '3m', meaning: 'when an unacknowledged alarm reminds' },
  'stale-after': { takes: 'T', default: '60s', meaning: "when a person's reading counts as stale" },
  static: { takes: 'DIR', default: 'none', meaning: 'serves the built app from this folder' },
  'allow-origin': {
    takes: 'URL',
    default: 'none',
    meaning: 'pages that may use the API (CORS); repeatable; --demo: http://localhost:4200',
  },
  'max-streams': { takes: 'N', default: '20000', meaning: 'streams open at once' },
  'max-body': { takes: 'BYTES', default: '1MiB', meaning: 'largest JSON body' },
  'log-level': { takes: 'LEVEL', default: 'info', meaning: `${LOG_LEVELS.join(', ')}; JSON lines on stderr` },
  help: { default: 'off', meaning: 'prints this' },
} as const satisfies Record<string, Flag>;

type FlagName = keyof typeof FLAGS;

const LONGEST_DEMO_INTERVAL_MS = 86_400_000;

/** The dev server's page, which a demo is watched on. */
const DEV_ORIGIN = 'http://localhost:4200';

/**
 * The configuration from the command line and, where a flag isn't given, from `VITALWIRE_…` in the environment; `'help'`
 * when that was asked for. `folder` is where server.ts stands.
 * @throws StartError for an unknown flag or an impossible value
 */
export function parseConfig(args: readonly string[], environment: NodeJS.ProcessEnv, folder: string): Config | 'help' {
  const given = readFlags(args);
  const valuesOf = (name: FlagName): readonly string[] => given.get(name) ?? fromEnvironment(name, environment);
  const text = (name: FlagName, otherwise: string = FLAGS[name].default) => valuesOf(name).at(-1) ?? otherwise;
  const optional = (name: FlagName) => valuesOf(name).at(-1);
  const isOn = (name: FlagName) => oneOf(`--${name}`, text(name, 'off'), ['on', 'off']) === 'on';
  if (isOn('help')) return 'help';

  const isDemo = isOn('demo');
  const data = text('data', join(folder, 'data'));
  const origins = valuesOf('allow-origin').map((each) => origin('--allow-origin', each));
  const retainEvents = optional('retain-events');
  const config: Config = {
    port: wholeNumber('--port', text('port'), 0, 65_535),
    host: loopbackHost(text('host')),
    file: data === ':memory:' ? data : join(data, isDemo ? 'demo.sqlite' : 'log.sqlite'),
    demo: isDemo
      ? {
          people: wholeNumber('--demo-people', text('demo-people'), 1, MOST_DEMO_PEOPLE),
          intervalMs: demoInterval(text('demo-interval')),
        }
      : undefined,
    retainMs: atLeast('--retain', text('retain'), 1000),
    retainEvents: retainEvents === undefined ? undefined : wholeNumber('--retain-events', retainEvents, 1, 1e12),
    rules: {
      fever: hysteresis('--fever', text('fever'), 'above'),
      hypothermia: hysteresis('--hypothermia', text('hypothermia'), 'below'),
      alarmHoldMs: duration('--alarm-hold', text('alarm-hold')),
    },
    alarmReminderMs: atLeast('--alarm-reminder', text('alarm-reminder'), 1000),
    staleAfterMs: atLeast('--stale-after', text('stale-after'), 1000),
    staticFolder: optional('static'),
    allowedOrigins: new Set(origins.length === 0 && isDemo ? [DEV_ORIGIN] : origins),
    maxStreams: wholeNumber('--max-streams', text('max-streams'), 1, 1_000_000),
    maxBodyBytes: bytes('--max-body', text('max-body')),
    logLevel: oneOf('--log-level', text('log-level'), LOG_LEVELS),
  };
  refuseOverlap(config.rules);
  return config;
}

/** The table that `--help` prints. */
export function helpText(): string {
  const rows = Object.entries(FLAGS).map(([name, flag]: [string, Flag]) => {
    const usage = `--${name}${flag.takes === undefined ? '' : ` ${flag.takes}`}`;
    return `  ${usage.padEnd(26)} ${flag.meaning} (${flag.default})`;
  });
  return `node server.ts [flags]; each is also read as VITALWIRE_… from the environment\n\n${rows.join('\n')}\n`;
}

function readFlags(args: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const names = Object.entries(FLAGS) as [FlagName, Flag][];
  const options = Object.fromEntries(
    names.map(([name, flag]) => [
      name,
      { type: flag.takes === undefined ? 'boolean' : 'string', multiple: true } as const,
    ]),
  );
  const given = new Map<string, readonly string[]>();
  for (const [name, values] of Object.entries(parseFlags(args, options))) {
    const texts = values.map((value) => (value === true ? 'on' : String(value)));
    if (texts.includes('')) throw new StartError(`--${name} "" is impossible: it takes a value; see --help.`);
    given.set(name, texts);
  }
  return given;
}

function parseFlags(
  args: readonly string[],
  options: Record<string, { readonly type: 'boolean' | 'string'; readonly multiple: true }>,
): Readonly<Record<string, readonly (string | boolean)[]>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values as Record<
      string,
      (string | boolean)[]
    >;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split(/[.\n]/)[0] : String(cause);
    throw new StartError(`${why ?? 'Bad flags'}; see --help.`, { cause });
  }
}

function fromEnvironment(name: FlagName, environment: NodeJS.ProcessEnv): readonly string[] {
  const value = environment[`VITALWIRE_${name.toUpperCase().replaceAll('-', '_')}`];
  if (value === undefined || value === '') return [];
  const flag: Flag = FLAGS[name];
  if (flag.takes === undefined) return [onOrOff(name, value)];
  return name === 'allow-origin' ? value.split(',').map((each) => each.trim()) : [value];
}

function onOrOff(name: FlagName, value: string): 'on' | 'off' {
  if (/^(?:1|true|on|yes)$/i.test(value)) return 'on';
  if (/^(?:0|false|off|no)$/i.test(value)) return 'off';
  throw new StartError(`--${name} ${JSON.stringify(value)} is impossible: in the environment it takes on or off.`);
}

/** Beyond this machine a server without tokens would be open to everyone. */
function loopbackHost(host: string): string {
  if (isLoopbackName(host) || host === '::1') return host;
  throw new StartError(`--host ${host} is reachable from other machines, and there are no tokens yet; use 127.0.0.1.`);
}

/** A timer of more than 24 days runs at once. */
function demoInterval(text: string): number {
  const value = atLeast('--demo-interval', text, 1);
  if (value <= LONGEST_DEMO_INTERVAL_MS) return value;
  throw new StartError(`--demo-interval ${text} is too long; it takes at most 1d.`);
}

function atLeast(flag: string, text: string, lowestMs: number): number {
  const value = duration(flag, text);
  if (value >= lowestMs) return value;
  throw new StartError(`${flag} ${text} is too short; it takes at least ${lowestMs}ms.`);
}

function refuseOverlap({ fever, hypothermia }: Rules): void {
  if (hypothermia.off < fever.off) return;
  throw new StartError(
    '--hypothermia ends above where --fever ends, so that a reading would be both; move them apart.',
  );
}
