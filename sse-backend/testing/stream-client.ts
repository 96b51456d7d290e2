import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { once } from 'node:events';
import { request, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as requestByTls, type RequestOptions } from 'node:https';

export interface StreamOptions {
  readonly lastEventId?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** For a server of https: what certificate it has, where its name leads. */
  readonly tls?: RequestOptions;
}

/** A client of an event stream that keeps all it gets, parsed by a parser that isn't ours. */
export class StreamClient {
  readonly events: EventSourceMessage[] = [];
  readonly headers: IncomingHttpHeaders;
  /** All bytes of the body so far, as text. */
  text = '';
  retryMs: number | undefined;
  /** Resolves when the stream is over, however it ended. */
  readonly closed: Promise<'ended' | 'cut'>;
  readonly #request: ClientRequest;
  #wake = Promise.withResolvers<void>();

  private constructor(request: ClientRequest, response: IncomingMessage) {
    this.#request = request;
    this.headers = response.headers;
    const parser = createParser({
      onEvent: (event) => this.events.push(event),
      onRetry: (milliseconds) => (this.retryMs = milliseconds),
    });
    response.setEncoding('utf8').on('data', (text: string) => {
      this.text += text;
      parser.feed(text);
      this.#wake.resolve();
      this.#wake = Promise.withResolvers();
    });
    this.closed = new Promise((resolve) => {
      response.once('error', () => resolve('cut')).once('close', () => resolve(response.complete ? 'ended' : 'cut'));
    });
  }

  /** Connects and waits for the headers. */
  static async open(url: string, { lastEventId, headers = {}, tls }: StreamOptions = {}): Promise<StreamClient> {
    const id = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId };
    const options = { agent: false, headers: { Accept: 'text/event-stream', ...headers, ...id } } as const;
    const asked = tls ? requestByTls(url, { ...tls, ...options }) : request(url, options);
    asked.on('error', () => undefined).end();
    const [response] = (await Promise.race([once(asked, 'response'), once(asked, 'close')])) as [IncomingMessage?];
    if (!response) throw new Error(`No answer from ${url}`);
    return new StreamClient(asked, response);
  }

  /** The events of a type so far. */
  of(type: string): EventSourceMessage[] {
    return this.events.filter(({ event }) => event === type);
  }

  /** Waits until what has come fulfils a condition. @throws Error when the stream ends before */
  async until(isFulfilled: (client: this) => boolean): Promise<void> {
    while (!isFulfilled(this)) {
      const end = await Promise.race([this.#wake.promise, this.closed]);
      if (end !== undefined && !isFulfilled(this)) throw new Error(`The stream ended before: ${this.text.slice(-500)}`);
    }
  }

  /** Everything after the time to reconnect, as soon as it is as long as what is expected. */
  async bodyLike(expected: string): Promise<string> {
    const body = () => this.text.replace(/^retry: \d+\n/, '');
    await this.until(() => body().length >= expected.length);
    return body();
  }

  /** Cuts the connection. */
  cut(): void {
    this.#request.destroy();
  }
}
