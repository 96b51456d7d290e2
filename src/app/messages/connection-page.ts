import type { OutageCause } from '../connection/outages';
import type { PathVerdict } from '../connection/path-judgement';

/** What there is to do about a path that doesn't let the stream flow. */
interface PathAdvice {
  readonly headline: string;
  readonly meaning: string;
  readonly todo: readonly string[];
}

const NGINX =
  'nginx: it heeds the header X-Accel-Buffering: no, which Vitalwire sends, unless a rule ignores it (proxy_ignore_headers). Set proxy_buffering off; for /events and /stream.';
const OTHER_PROXIES =
  'Apache: flushpackets=on on ProxyPass. HAProxy and Caddy hand streams on as they come; IIS and Azure gateways need response buffering off.';
const COMPRESSION =
  'A box that compresses (a CDN, a WAN optimiser, gzip in the proxy) collects until a block is full: leave text/event-stream out.';
const INSPECTION =
  'Antivirus and HTTPS inspection, on this device or in a gateway, scan an answer when it is whole, and a stream never is: exempt this address.';
const MOBILE =
  'Some mobile networks send plain http through a proxy of theirs: use https, or try another network to see the difference.';
const HTTP2 =
  'Over HTTP/1.1 a browser opens six connections to one address, for all its tabs together: close some, or put HTTP/2 in front (Caddy and nginx have it).';

/** What the connection page says. */
export const CONNECTION_PAGE_TEXT = {
  title: 'Connection',
  lead: 'Is it us or the network? What this page can tell of the way from the server to this screen.',
  unknown: 'not known',
  now: {
    title: 'Now',
    state: 'State',
    since: 'Since',
    through: 'Through',
    ways: {
      alone: "this tab's own stream",
      leading: "this tab's stream, which all tabs of this browser share",
      following: 'the stream of another tab of this browser',
    },
    protocol: 'Protocol',
    protocols: {
      'http/1.1': 'HTTP/1.1 (six connections for all tabs together)',
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
    inStep: (precision: string) => `in step with the server's (± ${precision})`,
    behind: (difference: string) => `${difference} behind the server's`,
    ahead: (difference: string) => `${difference} ahead of the server's`,
    wrongClock: (clock: string) => `This device's clock is ${clock}; times here are the server's.`,
  },
  path: {
    title: 'Does something on the way hold readings back?',
    how: "The server's clock is asked for, one message a second for six seconds. They should arrive as they are sent.",
    check: 'Check the path',
    checking: 'Checking the path',
    checkedAt: (time: string) => `Checked at ${time}.`,
    checkedBefore: (time: string) => `As of ${time}, before the connection was lost.`,
    heard: (count: number) => (count === 1 ? '1 message so far' : `${count} messages so far`),
    found: (heard: number, first: string, pause: string, bunch: number) =>
      `${heard === 1 ? '1 message' : `${heard} messages`}, the first after ${first}; longest pause ${pause}; at most ${bunch} in one go.`,
    nothingHeard: 'No message arrived.',
    todo: 'What to do about it',
    byHand: 'The same without a browser, from this network: a line should appear every second.',
    command: 'Command that shows the clock',
    copy: 'Copy the command',
    copied: 'Copied.',
    notCopied: 'This browser does not let a page copy; select the text instead.',
    verdicts: {
      flows: {
        headline: 'Nothing on the way holds readings back.',
        meaning: 'Each message arrived as it was sent.',
        todo: [],
      },
      late: {
        headline: 'The stream began late, and then flowed.',
        meaning: 'Opening a connection takes long here, or something on the way held back the beginning.',
        todo: [
          'Check again: the first time of all is often the slowest.',
          'If it stays so: the network is slow (see the round trip above), or a gateway inspects what passes.',
          INSPECTION,
        ],
      },
      gathers: {
        headline: 'Something on the way gathers messages before it hands them on.',
        meaning:
          'Several arrived in one go: readings and alarms come late here. It is neither the server nor this page.',
        todo: [NGINX, OTHER_PROXIES, COMPRESSION, INSPECTION, MOBILE],
      },
      uneven: {
        headline: 'The stream arrives unevenly.',
        meaning: 'Seconds were late or missing: a weak radio link, a busy line, or a busy device.',
        todo: ['Check again; try nearer to the access point, or on a cable.', MOBILE],
      },
      silent: {
        headline: 'Nothing came through.',
        meaning:
          'The server was asked, and in six seconds not one message arrived: all of it is held back, or blocked.',
        todo: [HTTP2, NGINX, COMPRESSION, INSPECTION],
      },
      cut: {
        headline: 'The stream was cut off while we listened.',
        meaning: 'The server was restarted, or something on the way ends what takes long.',
        todo: [
          'Check again. If it is cut each time: raise the time-outs of the proxies for /events and /stream (nginx: proxy_read_timeout).',
        ],
      },
      unreachable: {
        headline: 'The server cannot be reached.',
        meaning: 'No connection came about: the server or the network is down, or the address is blocked.',
        todo: [
          'Try another page of another server: if that fails too, it is the network.',
          'Ask whether the server runs; /healthz tells.',
        ],
      },
      refused: {
        headline: 'The stream was refused.',
        meaning:
          'Something answered, though not with a stream: the server is full or wants a sign-in, or a proxy answers in its place.',
        todo: [
          'The command below shows the answer and its reason.',
          'Where the answer is not Vitalwire’s: a gateway blocks text/event-stream, or sends /stream elsewhere.',
        ],
      },
    } satisfies Record<PathVerdict, PathAdvice>,
  },
  delays: {
    title: 'How long it takes to this screen',
    heartbeats: 'Heartbeats',
    heartbeatsAre:
      "From the server's writing one to its arrival here. They come when a stream begins and after 15 s of silence.",
    ages: 'Readings, age on arrival',
    agesAre:
      'From the time of measuring to this page; what the sensor took to send it is in it. Replayed ones are not counted.',
    sentence: (median: string, p95: string, longest: string) =>
      `Half within ${median}, 95 of 100 within ${p95}; the longest ${longest}.`,
    none: 'None has arrived yet.',
    caption: 'The same in numbers',
    columns: { what: 'What', count: 'Number', median: 'Median', p95: '95th percentile', longest: 'Longest' },
    precision: (precision: string) =>
      `The server's clock is known here to ± ${precision}; delays are no more exact than that.`,
  },
  outages: {
    title: 'Reconnects',
    none: (since: string) => `None since this page was opened (${since}).`,
    some: (count: number, text: string, since: string) =>
      `${count === 1 ? '1 reconnect' : `${text} reconnects`} since this page was opened (${since}).`,
    open: (since: string) => `Lost since ${since}, which goes on.`,
    goesOn: (duration: string) => `${duration}, goes on`,
    live: (percent: string) => `Live ${percent} of the time.`,
    latest: (count: number) => `The latest ${count}, the newest first`,
    columns: { since: 'Lost at', away: 'For', cause: 'Why', replayed: 'Replayed' },
    snapshot: 'loaded afresh',
    notYet: 'not yet',
    causes: {
      cut: 'cut off',
      silence: 'nothing came any more',
      'no-network': 'this device had no network',
      'no-answer': 'the server did not answer',
      'sign-in': 'sign-in wanted',
      'not-allowed': 'not allowed',
      stopped: 'the server closed the stream',
    } satisfies Record<OutageCause, string>,
  },
  amounts: {
    title: 'Received',
    events: 'Events',
    eventsPerMinute: 'Events a minute',
    characters: 'Characters of event data',
    charactersPerMinute: 'Characters a minute',
    counted:
      'A browser does not tell how many bytes a stream has brought. These are the characters of the data; ids, names of events and HTTP add some 40 to each event.',
  },
  report: {
    title: 'For a support mail',
    what: 'Everything on this page as plain text. It names no person and holds no reading.',
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
