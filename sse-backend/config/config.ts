import type { Rules } from '../contract/status.ts';
import {
  addressRange,
  type AddressRange,
  bytes,
  duration,
  hysteresis,
  oneOf,
  origin,
  webAddress,
  wholeNumber,
} from './flag-values.ts';
import { accessFileIn, defaultDataFolder, importsFolderIn, logFileIn } from './data-folder.ts';
import { FLAGS, flagValues, type FlagName } from './server-flags.ts';
import { LOG_LEVELS, type LogLevel } from '../ops/logger.ts';
import { MOST_DEMO_PEOPLE } from '../readings/demo-people.ts';
import { StartError } from '../start-error.ts';

/** The server's configuration, validated. Times are in milliseconds, temperatures in °C. */
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
  /** The origin that users see, when it isn't this server's own. */
  readonly publicUrl: string | undefined;
  /** Whose `X-Forwarded-*` to believe. */
  readonly trustedProxies: readonly AddressRange[];
  readonly allowAnonymous: boolean;
  readonly oidc: OidcConfig | undefined;
  /** Path of the SQLite file with tokens, sessions and audit, or `:memory:`. */
  readonly accessFile: string;
  readonly maxStreams: number;
  readonly maxBodyBytes: number;
  readonly maxUploadBytes: number;
  /** Where files to import are kept until they are, or `:memory:`. */
  readonly importsFolder: string;
  readonly logLevel: LogLevel;
}

/** Sign-in with an OpenID Connect provider. */
export interface OidcConfig {
  /** As the provider's tokens spell it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecretFile: string | undefined;
  readonly audience: string;
  /** The claim with the scopes; dots lead into objects. */
  readonly scopeClaim: string;
}

/** Maximum of `--max-body`: V8 can't make a text of a body over 512 MiB, and all bodies share twice this much memory. */
const LARGEST_BODY = '256MiB';

/** The dev server's page, which a demo is watched on. */
const DEV_ORIGIN = 'http://localhost:4200';

/**
 * The configuration from the command line and, where a flag isn't given, from `VITALWIRE_…` in the environment; `'help'`
 * when that was asked for. `folder` is where server.ts stands.
 * @throws StartError for an unknown flag or an invalid value
 */
export function parseConfig(args: readonly string[], environment: NodeJS.ProcessEnv, folder: string): Config | 'help' {
  const valuesOf = flagValues(args, environment);
  const text = (name: FlagName, otherwise: string = FLAGS[name].default) => valuesOf(name).at(-1) ?? otherwise;
  const optional = (name: FlagName) => valuesOf(name).at(-1);
  const isOn = (name: FlagName) => oneOf(`--${name}`, text(name, 'off'), ['on', 'off']) === 'on';
  if (isOn('help')) return 'help';

  const isDemo = isOn('demo');
  const data = text('data', defaultDataFolder(folder));
  const origins = valuesOf('allow-origin').map((each) => origin('--allow-origin', each));
  const retainEvents = optional('retain-events');
  const publicUrl = optional('public-url');
  const config: Config = {
    port: wholeNumber('--port', text('port'), 0, 65_535),
    host: text('host'),
    file: data === ':memory:' ? data : logFileIn(data, isDemo),
    demo: isDemo
      ? {
          people: wholeNumber('--demo-people', text('demo-people'), 1, MOST_DEMO_PEOPLE),
          // A timer of more than 24 days runs at once.
          intervalMs: duration('--demo-interval', text('demo-interval'), '1ms', '1d'),
        }
      : undefined,
    retainMs: duration('--retain', text('retain'), '1s'),
    retainEvents: retainEvents === undefined ? undefined : wholeNumber('--retain-events', retainEvents, 1, 1e12),
    rules: {
      fever: hysteresis('--fever', text('fever'), 'above'),
      hypothermia: hysteresis('--hypothermia', text('hypothermia'), 'below'),
      alarmHoldMs: duration('--alarm-hold', text('alarm-hold')),
    },
    alarmReminderMs: duration('--alarm-reminder', text('alarm-reminder'), '1s'),
    staleAfterMs: duration('--stale-after', text('stale-after'), '1s'),
    staticFolder: optional('static'),
    allowedOrigins: new Set(origins.length === 0 && isDemo ? [DEV_ORIGIN] : origins),
    publicUrl: publicUrl === undefined ? undefined : origin('--public-url', publicUrl),
    trustedProxies: valuesOf('trust-proxy').map((each) => addressRange('--trust-proxy', each)),
    allowAnonymous: isOn('allow-anonymous'),
    oidc: oidcConfig(optional),
    accessFile: data === ':memory:' ? data : accessFileIn(data),
    maxStreams: wholeNumber('--max-streams', text('max-streams'), 1, 1_000_000),
    maxBodyBytes: bytes('--max-body', text('max-body'), LARGEST_BODY),
    maxUploadBytes: bytes('--max-upload', text('max-upload')),
    importsFolder: data === ':memory:' ? data : importsFolderIn(data, isDemo),
    logLevel: oneOf('--log-level', text('log-level'), LOG_LEVELS),
  };
  refuseOverlap(config.rules);
  return config;
}

function oidcConfig(optional: (name: FlagName) => string | undefined): OidcConfig | undefined {
  const issuer = optional('oidc-issuer');
  const clientId = optional('oidc-client-id');
  if (issuer === undefined && clientId === undefined) return undefined;
  if (issuer === undefined || clientId === undefined) {
    throw new StartError('--oidc-issuer and --oidc-client-id belong together; give both, or neither.');
  }
  return {
    issuer: webAddress('--oidc-issuer', issuer),
    clientId,
    clientSecretFile: optional('oidc-client-secret-file'),
    audience: optional('oidc-audience') ?? clientId,
    scopeClaim: optional('oidc-scope-claim') ?? FLAGS['oidc-scope-claim'].default,
  };
}

function refuseOverlap({ fever, hypothermia }: Rules): void {
  if (hypothermia.off < fever.off) return;
  throw new StartError(
    '--hypothermia ends above where --fever ends, so that a reading would be both; move them apart.',
  );
}
