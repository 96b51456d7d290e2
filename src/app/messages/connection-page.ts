// Texts of the connection page.
import { plural } from './language';

const NGINX =
  'nginx: set proxy_buffering off for /events and /stream. Vitalwire also sends X-Accel-Buffering: no, unless proxy_ignore_headers ignores it.';
const OTHER_PROXIES =
  'Apache: set flushpackets=on on ProxyPass. HAProxy and Caddy do not buffer streams. IIS and Azure gateways need response buffering off.';
const COMPRESSION =
  'Compression (in a CDN, a WAN optimiser or a proxy) buffers until a block is full: exclude text/event-stream.';
const INSPECTION =
  'Antivirus and HTTPS inspection, on this device or in a gateway, wait for the end of a response, and a stream has none: exempt this address.';
const MOBILE =
  'Some mobile networks send plain http through their own proxy: use https, or compare with another network.';
const HTTP2 =
  'Over HTTP/1.1, a browser opens at most six connections to one address for all tabs: close some tabs, or use HTTP/2 (supported by Caddy and nginx).';

const messages = (count: number): string => plural(count, { one: '# message', other: '# messages' });

export const CONNECTION_PAGE_TEXT = {
  title: 'Connection',
  lead: 'Find out whether a problem is caused by the server, by the network or by this device.',
  unknown: 'unknown',
  now: {
    title: 'Now',
    state: 'State',
    since: 'Since',
    stream: 'Stream',
    streams: {
      alone: 'opened by this tab',
      leading: 'opened by this tab and shared with all tabs of this browser',
      following: 'shared by another tab of this browser',
    },
    protocol: 'Protocol',
    protocols: {
      'http/1.1': 'HTTP/1.1 (at most six connections for all tabs)',
      h2: 'HTTP/2',
      h3: 'HTTP/3',
    } as Readonly<Record<string, string>>,
    version: 'Server',
    vitalwire: (version: string) => `Vitalwire ${version}`,
    log: 'Log',
    position: 'Newest event here',
    roundTrip: 'Round trip',
    clock: "This device's clock",
    asOf: (value: string, time: string) => `${value}, as of ${time}`,
    inSync: (precision: string) => `in sync with the server's (± ${precision})`,
    behind: (difference: string) => `${difference} behind the server's`,
    ahead: (difference: string) => `${difference} ahead of the server's`,
    wrongClock: (clock: string) => `This device's clock is ${clock}. Times on these pages are server times.`,
  },
  path: {
    title: 'Are readings delayed on the way?',
    how: 'The server sends one message a second for six seconds. Each should arrive at once.',
    check: 'Check the path',
    checking: 'Checking the path',
    checkedAt: (time: string) => `Checked at ${time}.`,
    checkedBefore: (time: string) => `As of ${time}, before the connection was lost.`,
    received: (count: number) => `${messages(count)} so far`,
    result: (count: number, first: string, pause: string, largestBurst: number) =>
      `${messages(count)}; first after ${first}, longest pause ${pause}, at most ${largestBurst} at once.`,
    nothingReceived: 'No message arrived.',
    todo: 'What to do',
    byHand: 'The same check without a browser, from this network. It should print a line every second.',
    command: 'Command that shows the server’s clock',
    copy: 'Copy the command',
    copied: 'Copied.',
    notCopied: 'This browser does not allow copying. Select the text instead.',
    verdicts: {
      flows: {
        headline: 'Nothing delays readings on the way.',
        meaning: 'Each message arrived when it was sent.',
        todo: [],
      },
      late: {
        headline: 'The stream started late, then arrived without delay.',
        meaning: 'Opening a connection is slow here, or something on the way delayed the start.',
        todo: [
          'Check again: the first check is often the slowest.',
          'If it happens again, the network is slow (see the round trip above), or a gateway inspects the traffic.',
          INSPECTION,
        ],
      },
      gathers: {
        headline: 'Something on the way buffers messages.',
        meaning:
          'Several messages arrived at once, so readings and alarms are late here. Neither the server nor this page is the cause.',
        todo: [NGINX, OTHER_PROXIES, COMPRESSION, INSPECTION, MOBILE],
      },
      uneven: {
        headline: 'The stream arrives unevenly.',
        meaning: 'Messages were late or missing: a weak radio link, a busy network or a busy device.',
        todo: ['Check again nearer to the access point, or with a cable.', MOBILE],
      },
      silent: {
        headline: 'No messages arrived.',
        meaning: 'The server did not refuse the request, but no message arrived within six seconds.',
        todo: [HTTP2, NGINX, COMPRESSION, INSPECTION],
      },
      cut: {
        headline: 'The stream was cut during the check.',
        meaning: 'The server was restarted, or something on the way ends long responses.',
        todo: [
          'Check again. If it is cut every time, raise the timeouts of the proxies for /events and /stream (nginx: proxy_read_timeout).',
        ],
      },
      unreachable: {
        headline: 'The server cannot be reached.',
        meaning: 'No connection was established: the server or the network is down, or the address is blocked.',
        todo: [
          'Open a page of another server. If that fails too, the network is the cause.',
          'Check that the server is running, for example with /healthz.',
        ],
      },
      refused: {
        headline: 'The stream was refused.',
        meaning:
          'The response was not a stream: the server is full or requires a sign-in, or a proxy responded instead.',
        todo: [
          'Run the command below to see the response.',
          'If the response is not from Vitalwire, a gateway blocks text/event-stream or forwards /stream elsewhere.',
        ],
      },
    },
  },
  delays: {
    title: 'Delays',
    heartbeats: 'Heartbeats',
    heartbeatsAre:
      'From the server to this page. Heartbeats are sent when a stream starts and after 15 s without readings.',
    ages: 'Readings, age on arrival',
    agesAre: 'From the measurement to this page, including the sensor’s delay. Replayed readings are not counted.',
    sentence: (median: string, p95: string, longest: string) =>
      `Median ${median}, 95th percentile ${p95}, longest ${longest}.`,
    none: 'No data yet.',
    caption: 'Delays in numbers',
    columns: { what: 'What', count: 'Number', median: 'Median', p95: '95th percentile', longest: 'Longest' },
    precision: (precision: string) => `Delays are accurate to ± ${precision}, the precision of the clock comparison.`,
  },
  outages: {
    title: 'Reconnects',
    none: (since: string) => `None since this page was opened (${since}).`,
    some: (count: number, since: string) =>
      `${plural(count, { one: '# reconnect', other: '# reconnects' })} since this page was opened (${since}).`,
    open: (since: string) => `Connection lost since ${since}.`,
    ongoing: (duration: string) => `${duration} so far`,
    live: (percent: string) => `Live ${percent} of the time.`,
    latest: (count: number) => plural(count, { one: 'The latest one', other: 'The latest #, newest first' }),
    columns: { since: 'Lost at', duration: 'Duration', cause: 'Cause', replayed: 'Replayed' },
    reloaded: 'reloaded',
    pending: 'pending',
    causes: {
      cut: 'connection cut',
      silence: 'no data received',
      'no-network': 'no network on this device',
      'no-answer': 'server not responding',
      'sign-in': 'sign-in required',
      'not-allowed': 'not allowed',
      stopped: 'stream closed by the server',
    },
  },
  amounts: {
    title: 'Received',
    events: 'Events',
    eventsPerMinute: 'Events a minute',
    characters: 'Characters of event data',
    charactersPerMinute: 'Characters a minute',
    counted:
      'Browsers do not report the bytes of a stream. Ids, event names and HTTP add about 40 characters to each event.',
  },
  report: {
    title: 'Support report',
    what: 'Everything on this page as plain text, without names and readings.',
    copy: 'Copy the report',
    show: 'Show the report',
    label: 'Report',
    heading: 'Vitalwire connection report',
    at: 'At',
    browser: 'Browser',
    path: 'Path',
    notChecked: 'not checked',
  },
} as const;
