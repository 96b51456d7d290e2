import { flagRows, readFlags, type Flag } from './flags.ts';
import { LOG_LEVELS } from '../ops/logger.ts';
import { StartError } from '../start-error.ts';

/** Every flag of the server, as `--help` prints it. */
export const FLAGS = {
  port: { takes: 'N', default: '5000', meaning: 'where to listen; 0 takes any free port' },
  host: { takes: 'HOST', default: '127.0.0.1', meaning: 'the address to listen on' },
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
  'public-url': { takes: 'URL', default: 'none', meaning: 'the address that users see, behind a proxy' },
  'trust-proxy': {
    takes: 'CIDR',
    default: 'none',
    meaning: 'proxies whose X-Forwarded-* is believed; repeatable',
  },
  'allow-anonymous': { default: 'off', meaning: 'open beyond loopback without tokens' },
  'oidc-issuer': { takes: 'URL', default: 'none', meaning: 'sign-in with this OpenID Connect provider' },
  'oidc-client-id': { takes: 'ID', default: 'none', meaning: 'what the provider knows this server as' },
  'oidc-client-secret-file': { takes: 'FILE', default: 'none', meaning: "the file with the client's secret" },
  'oidc-audience': { takes: 'AUDIENCE', default: 'the client id', meaning: 'whom the JWTs of machines must be for' },
  'oidc-scope-claim': {
    takes: 'CLAIM',
    default: 'scope',
    meaning: 'where a JWT says what its owner may do, such as realm_access.roles',
  },
  'max-streams': { takes: 'N', default: '20000', meaning: 'streams open at once' },
  'max-body': { takes: 'BYTES', default: '1MiB', meaning: 'largest JSON body, up to 256MiB' },
  'max-upload': { takes: 'BYTES', default: '2GiB', meaning: 'largest CSV file to import' },
  'log-level': { takes: 'LEVEL', default: 'info', meaning: `${LOG_LEVELS.join(', ')}; JSON lines on stderr` },
  help: { default: 'off', meaning: 'prints this' },
} as const satisfies Record<string, Flag>;

/** A flag without its dashes. */
export type FlagName = keyof typeof FLAGS;

/** The table that `--help` prints. */
export function helpText(): string {
  return `vitalwire [flags]; each flag is also read from the environment as VITALWIRE_…\n\n${flagRows(FLAGS)}`;
}

/**
 * What was given for a flag: on the command line or, where it isn't there, in the environment; a switch's value is `on` or
 * `off`. @throws StartError for an unknown flag, or one without its value
 */
export function flagValues(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): (name: FlagName) => readonly string[] {
  refuseUnknownVariables(environment);
  const given = readFlags(FLAGS, args);
  return (name) => given.get(name) ?? fromEnvironment(name, environment);
}

/** Refuses variables of ours that no flag has: a misspelt one would leave its flag as it is. @throws StartError */
export function refuseUnknownVariables(environment: NodeJS.ProcessEnv): void {
  const known = new Set(Object.keys(FLAGS).map(variableOf));
  const unknown = Object.keys(environment).find((name) => name.startsWith('VITALWIRE_') && !known.has(name));
  if (unknown === undefined) return;
  throw new StartError(`Unknown variable ${unknown} in the environment; correct or unset it, --help lists the flags.`);
}

function variableOf(flag: string): string {
  return `VITALWIRE_${flag.toUpperCase().replaceAll('-', '_')}`;
}

/** What the environment says of a flag. @throws StartError for a switch that is neither on nor off */
export function fromEnvironment(name: FlagName, environment: NodeJS.ProcessEnv): readonly string[] {
  const value = environment[variableOf(name)];
  if (value === undefined || value === '') return [];
  const flag: Flag = FLAGS[name];
  if (flag.takes === undefined) return [onOrOff(name, value)];
  return isRepeatable(name) ? value.split(',').map((each) => each.trim()) : [value];
}

function isRepeatable(name: FlagName): boolean {
  return name === 'allow-origin' || name === 'trust-proxy';
}

function onOrOff(name: FlagName, value: string): 'on' | 'off' {
  if (/^(?:1|true|on|yes)$/i.test(value)) return 'on';
  if (/^(?:0|false|off|no)$/i.test(value)) return 'off';
  throw new StartError(`Invalid value ${JSON.stringify(value)} for ${variableOf(name)}: expected on or off.`);
}
