import {
  request as ask,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import { type Mode, streamPath } from './stream-order.ts';
import { streamPrefix } from './stream-prefix.ts';

/** Firefox waits five seconds before it reconnects, as long as the suite waits for it. */
const RETRY = 'retry: 100';

const HEARTBEAT = 'event: heartbeat\ndata: {"At":"2026-11-20T09:15:00.000Z","Head":"k3f9-1","Behind":0}';

/** What stands in front of each stream. */
const PREFIXES: Readonly<Record<Mode, string>> = {
  opaque: `${RETRY}\n`,
  positions: `${RETRY}\n${HEARTBEAT}\n\n`,
  'own-retry': '',
};

/** What belongs to a connection [RFC 9110, 7.6.1], or tells only of the browser that the client runs in. */
const NOT_PASSED =
  /^(?:host|connection|keep-alive|transfer-encoding|origin|referer|cookie|user-agent|accept-.*|sec-.*)$/;

/**
 * A stream of the suite's, as the page has it from its own origin: its bytes as they come, with what the mode wants in
 * front, redirects leading back here. A stream that breaks there breaks here.
 */
export class StreamPassage {
  readonly #id: number;
  readonly #streamUrl: string;
  readonly #mode: Mode;
  readonly #answered = Promise.withResolvers<IncomingMessage>();
  #answer: IncomingMessage | undefined;
  #response: ServerResponse | undefined;
  #handedOver: (() => void) | undefined;

  constructor(id: number, streamUrl: string, mode: Mode) {
    this.#id = id;
    this.#streamUrl = streamUrl;
    this.#mode = mode;
  }

  /** Answers the page, which asks for its stream; `to` in the query is where a redirect has led. */
  pass(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): void {
    if (this.#handedOver && this.#answer) {
      this.#handedOver();
      this.#handedOver = undefined;
      this.#send(this.#answer, response);
      return;
    }
    const url = new URL(query.get('to') ?? this.#streamUrl);
    const headers = passedHeaders(request.headers);
    // As the server reads it for which `SseService` is made: a new EventSource can't send the header.
    const lastEventId = query.get('lastEventId');
    if (lastEventId !== null) headers['last-event-id'] ??= lastEventId;
    const question = ask(url, { method: request.method, headers, agent: false });
    const abandon = () => question.destroy();
    question.once('response', (answer) => {
      response.off('close', abandon);
      this.#send(answer, response, url);
    });
    question.once('error', () => response.destroy());
    response.once('close', abandon);
    request.pipe(question);
  }

  /** Keeps the stream, and what it says meanwhile, for the page's next request, which `reconnect` makes. */
  async handOver(reconnect: () => Promise<void>): Promise<void> {
    const answer = await this.#answered.promise;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#handedOver = resolve;
    this.#response = undefined;
    answer.unpipe();
    await Promise.all([promise, reconnect()]);
  }

  #send(answer: IncomingMessage, response: ServerResponse, askedAt?: URL): void {
    this.#answered.resolve(answer);
    this.#answer = answer;
    this.#response = response;
    const headers = passedHeaders(answer.headers);
    if (answer.headers.location && askedAt) headers.location = this.#here(new URL(answer.headers.location, askedAt));
    response.writeHead(answer.statusCode ?? 502, headers).flushHeaders();
    (answer.statusCode === 200 ? answer.pipe(streamPrefix(PREFIXES[this.#mode])) : answer).pipe(response);
    answer.once('error', () => response.destroy());
    response.once('close', () => this.#response === response && answer.destroy());
  }

  /** Where the page gets what is at `url`. */
  #here(url: URL): string {
    return `${streamPath(this.#id)}?to=${encodeURIComponent(url.href)}`;
  }
}

function passedHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_PASSED.test(name)));
}
