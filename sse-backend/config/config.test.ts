import assert from 'node:assert/strict';
import { test } from 'node:test';
import { helpText } from './server-flags.ts';
import { parseConfig, type Config } from './config.ts';

const FOLDER = '/opt/vitalwire/sse-backend';

/** Contract, section 1: the default of every flag. */
const DEFAULTS: Config = {
  port: 5000,
  host: '127.0.0.1',
  file: '/opt/vitalwire/sse-backend/data/log.sqlite',
  demo: undefined,
  retainMs: 30 * 86_400_000,
  retainEvents: undefined,
  rules: { fever: { on: 38, off: 37.8 }, hypothermia: { on: 35, off: 35.2 }, alarmHoldMs: 0 },
  alarmReminderMs: 180_000,
  staleAfterMs: 60_000,
  staticFolder: undefined,
  allowedOrigins: new Set(),
  publicUrl: undefined,
  trustedProxies: [],
  allowAnonymous: false,
  oidc: undefined,
  accessFile: '/opt/vitalwire/sse-backend/data/access.sqlite',
  maxStreams: 20_000,
  maxBodyBytes: 1_048_576,
  maxUploadBytes: 2 * 1024 ** 3,
  importsFolder: '/opt/vitalwire/sse-backend/data/log-imports',
  logLevel: 'info',
};

const parse = (args: readonly string[], environment: NodeJS.ProcessEnv = {}) => parseConfig(args, environment, FOLDER);

test('without a flag everything is as the table says', () => {
  assert.deepEqual(parse([]), DEFAULTS);
});

/** Each flag beside what it changes. */
const FLAGS: readonly (readonly [flag: string, value: string, change: Partial<Config>])[] = [
  ['port', '0', { port: 0 }],
  ['host', '[::1]', { host: '[::1]' }],
  ['host', '::1', { host: '::1' }],
  ['host', 'localhost', { host: 'localhost' }],
  [
    'data',
    '/var/lib/vitalwire',
    {
      file: '/var/lib/vitalwire/log.sqlite',
      accessFile: '/var/lib/vitalwire/access.sqlite',
      importsFolder: '/var/lib/vitalwire/log-imports',
    },
  ],
  ['data', ':memory:', { file: ':memory:', accessFile: ':memory:', importsFolder: ':memory:' }],
  ['retain', '12h', { retainMs: 43_200_000 }],
  ['retain-events', '1000', { retainEvents: 1000 }],
  ['fever', '100.4F:99.5F', { rules: { ...DEFAULTS.rules, fever: { on: 38, off: 37.5 } } }],
  ['hypothermia', '34C:34.5C', { rules: { ...DEFAULTS.rules, hypothermia: { on: 34, off: 34.5 } } }],
  ['alarm-hold', '30s', { rules: { ...DEFAULTS.rules, alarmHoldMs: 30_000 } }],
  ['alarm-reminder', '1m', { alarmReminderMs: 60_000 }],
  ['stale-after', '5m', { staleAfterMs: 300_000 }],
  ['static', 'dist', { staticFolder: 'dist' }],
  ['allow-origin', 'https://ward.example.org', { allowedOrigins: new Set(['https://ward.example.org']) }],
  ['public-url', 'https://vitalwire.example.org', { publicUrl: 'https://vitalwire.example.org' }],
  ['trust-proxy', '10.0.0.0/8', { trustedProxies: [{ address: '10.0.0.0', prefix: 8, family: 'ipv4' }] }],
  ['trust-proxy', '::1', { trustedProxies: [{ address: '::1', prefix: 128, family: 'ipv6' }] }],
  ['max-streams', '5', { maxStreams: 5 }],
  ['max-body', '64KiB', { maxBodyBytes: 65_536 }],
  ['max-upload', '500MiB', { maxUploadBytes: 500 * 1024 ** 2 }],
  ['log-level', 'silent', { logLevel: 'silent' }],
];

for (const [flag, value, change] of FLAGS) {
  test(`--${flag} ${value} changes what it is for and nothing else, also from the environment`, () => {
    const expected = { ...DEFAULTS, ...change };
    assert.deepEqual(parse([`--${flag}`, value]), expected);
    assert.deepEqual(parse([`--${flag}=${value}`]), expected);
    const variable = `VITALWIRE_${flag.toUpperCase().replaceAll('-', '_')}`;
    assert.deepEqual(parse([], { [variable]: value }), expected);
    assert.deepEqual(parse([], { [variable]: '' }), DEFAULTS);
  });
}

const DEMO: Config = {
  ...DEFAULTS,
  file: '/opt/vitalwire/sse-backend/data/demo.sqlite',
  importsFolder: '/opt/vitalwire/sse-backend/data/demo-imports',
  demo: { people: 4, intervalMs: 5000 },
  allowedOrigins: new Set(['http://localhost:4200']),
};

test('an issuer and a client id switch sign-in on, with the client as audience', () => {
  const oidc = {
    issuer: 'https://login.example.org/realms/ward',
    clientId: 'vitalwire',
    clientSecretFile: undefined,
    audience: 'vitalwire',
    scopeClaim: 'scope',
  };
  const args = ['--oidc-issuer', oidc.issuer, '--oidc-client-id', 'vitalwire'];
  assert.deepEqual(parse(args), { ...DEFAULTS, oidc });
  const more = ['--oidc-client-secret-file', 's', '--oidc-audience', 'a', '--oidc-scope-claim', 'realm_access.roles'];
  const all = { ...oidc, clientSecretFile: 's', audience: 'a', scopeClaim: 'realm_access.roles' };
  assert.deepEqual(parse([...args, ...more]), { ...DEFAULTS, oidc: all });
});

test('--demo has a file, people, an interval and an origin of its own', () => {
  assert.deepEqual(parse(['--demo']), DEMO);
  for (const value of ['1', 'true', 'on', 'YES']) assert.deepEqual(parse([], { VITALWIRE_DEMO: value }), DEMO, value);
  for (const value of ['0', 'false', 'off', ''])
    assert.deepEqual(parse([], { VITALWIRE_DEMO: value }), DEFAULTS, value);
  const busy = { ...DEMO, demo: { people: 10_000, intervalMs: 1 } };
  assert.deepEqual(parse(['--demo', '--demo-people', '10000', '--demo-interval', '1ms']), busy);
  assert.deepEqual(parse(['--demo'], { VITALWIRE_DEMO_PEOPLE: '10000', VITALWIRE_DEMO_INTERVAL: '1ms' }), busy);
});

test('origins that are given take the place of the one of the demo', () => {
  const given = parse(['--demo', '--allow-origin', 'https://a.example', '--allow-origin', 'https://b.example']);
  assert.deepEqual(given, { ...DEMO, allowedOrigins: new Set(['https://a.example', 'https://b.example']) });
  const fromEnvironment = parse(['--demo'], { VITALWIRE_ALLOW_ORIGIN: 'https://a.example, https://b.example' });
  assert.deepEqual(fromEnvironment, given);
});

test('the command line counts before the environment, and a flag given again before the first', () => {
  const config = parse(['--port', '1', '--port', '2'], { VITALWIRE_PORT: '3' });
  assert.deepEqual(config, { ...DEFAULTS, port: 2 });
});

test('variables of others are left alone', () => {
  assert.deepEqual(parse([], { PORT: '1', VITALWIRE: 'x', vitalwire_port: '1' }), DEFAULTS);
});

for (const [args, message] of [
  [['--prot', '1'], 'Unknown flag --prot; --help lists the flags.'],
  [['-p', '1'], 'Unknown flag -p; --help lists the flags.'],
  [['demo'], 'Unexpected argument "demo"; flags begin with --.'],
  [['--port'], 'No value for --port; write --port N.'],
  [
    ['--port', '--demo'],
    'No value for --port, as "--demo" looks like a flag; write --port N, or --port=--demo if it is the value.',
  ],
  [['--data='], 'No value for --data; write --data DIR.'],
  [['--demo=on'], 'Invalid value "on" for --demo: it takes no value.'],
  [['--port', '65536'], 'Invalid value "65536" for --port: expected a whole number from 0 to 65535.'],
  [
    ['--retain', '1ms'],
    'Invalid value "1ms" for --retain: expected a time from 1s to 36500d, such as 500ms, 60s, 3m, 12h or 30d.',
  ],
  [
    ['--retain', '9999999d'],
    'Invalid value "9999999d" for --retain: expected a time from 1s to 36500d, such as 500ms, 60s, 3m, 12h or 30d.',
  ],
  [
    ['--retain', '-1d'],
    'No value for --retain, as "-1d" looks like a flag; write --retain T, or --retain=-1d if it is the value.',
  ],
  [
    ['--max-body', '100GiB'],
    'Invalid value "100GiB" for --max-body: expected a number of bytes from 1 to 256MiB, such as 65536, 512KiB or 1MiB.',
  ],
  [['--retain-events', '0'], 'Invalid value "0" for --retain-events: expected a whole number from 1 to 1000000000000.'],
  [
    ['--demo', '--demo-people', '10001'],
    'Invalid value "10001" for --demo-people: expected a whole number from 1 to 10000.',
  ],
  [
    ['--demo', '--demo-interval', '0s'],
    'Invalid value "0s" for --demo-interval: expected a time from 1ms to 1d, such as 500ms, 60s, 3m, 12h or 30d.',
  ],
  [
    ['--demo', '--demo-interval', '25d'],
    'Invalid value "25d" for --demo-interval: expected a time from 1ms to 1d, such as 500ms, 60s, 3m, 12h or 30d.',
  ],
  [
    ['--public-url', 'ward'],
    'Invalid value "ward" for --public-url: expected an origin such as https://ward.example.org.',
  ],
  [
    ['--trust-proxy', '10.0.0.0/33'],
    'Invalid value "10.0.0.0/33" for --trust-proxy: expected an address or a range such as 10.0.0.7 or 10.0.0.0/8.',
  ],
  [
    ['--oidc-issuer', 'https://login.example.org'],
    '--oidc-issuer and --oidc-client-id belong together; give both, or neither.',
  ],
  [
    ['--stale-after', '0s'],
    'Invalid value "0s" for --stale-after: expected a time from 1s to 36500d, such as 500ms, 60s, 3m, 12h or 30d.',
  ],
  [['--max-streams', '0'], 'Invalid value "0" for --max-streams: expected a whole number from 1 to 1000000.'],
  [['--log-level', 'loud'], 'Invalid value "loud" for --log-level: expected one of debug, info, warn, error, silent.'],
  [
    ['--fever', '35C:35C', '--hypothermia', '35C:35.5C'],
    '--hypothermia ends above where --fever ends, so that a reading would be both; move them apart.',
  ],
] as const) {
  test(`${args.join(' ')} is refused: ${message}`, () => {
    assert.throws(() => parse(args), { name: 'StartError', message });
  });
}

test('an invalid value in the environment is refused by the name of its flag', () => {
  assert.throws(() => parse([], { VITALWIRE_PORT: 'many' }), {
    name: 'StartError',
    message: 'Invalid value "many" for --port: expected a whole number from 0 to 65535.',
  });
});

test('a switch in the environment is on or off, and nothing else', () => {
  const isDemo = (value: string) => {
    const config = parse([], { VITALWIRE_DEMO: value });
    return config !== 'help' && config.demo !== undefined;
  };
  assert.deepEqual(['1', 'true', 'ON', 'yes'].map(isDemo), [true, true, true, true]);
  assert.deepEqual(['0', 'false', 'off', 'No'].map(isDemo), [false, false, false, false]);
  assert.throws(() => isDemo('ture'), {
    name: 'StartError',
    message: 'Invalid value "ture" for VITALWIRE_DEMO: expected on or off.',
  });
});

test('help is asked for before anything else is looked at', () => {
  assert.equal(parse(['--help', '--port', 'many']), 'help');
});

test('help is a table of every flag with its default', () => {
  const defaults = new Map(
    [...helpText().matchAll(/^ {2}--([\w-]+)(?: [A-Z:]+)? {2,}.+ \(([^()]+)\)$/gm)].map(([, name, value]) => [
      name,
      value,
    ]),
  );
  assert.deepEqual(Object.fromEntries(defaults), {
    port: '5000',
    host: '127.0.0.1',
    data: 'data beside server.ts',
    demo: 'off',
    'demo-people': '4',
    'demo-interval': '5s',
    retain: '30d',
    'retain-events': 'none',
    fever: '38.0C:37.8C',
    hypothermia: '35.0C:35.2C',
    'alarm-hold': '0s',
    'alarm-reminder': '3m',
    'stale-after': '60s',
    static: 'none',
    'allow-origin': 'none',
    'public-url': 'none',
    'trust-proxy': 'none',
    'allow-anonymous': 'off',
    'oidc-issuer': 'none',
    'oidc-client-id': 'none',
    'oidc-client-secret-file': 'none',
    'oidc-audience': 'the client id',
    'oidc-scope-claim': 'scope',
    'max-streams': '20000',
    'max-body': '1MiB',
    'max-upload': '2GiB',
    'log-level': 'info',
    help: 'off',
  });
  assert.ok(
    helpText()
      .split('\n')
      .every((line) => line.length <= 120),
  );
});

test('a variable of ours that no flag has is refused by its name', () => {
  assert.throws(() => parse([], { VITALWIRE_RETIAN: '1d' }), {
    name: 'StartError',
    message: 'Unknown variable VITALWIRE_RETIAN in the environment; correct or unset it, --help lists the flags.',
  });
});

test('a wildcard is no origin and no address', () => {
  for (const flag of ['--allow-origin', '--public-url', '--oidc-issuer']) {
    const args = [flag, 'https://*.example.org', '--oidc-client-id', 'x'];
    assert.throws(() => parse(args), { name: 'StartError' }, flag);
  }
});
