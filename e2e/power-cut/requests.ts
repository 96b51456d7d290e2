import { once } from 'node:events';
import { request as openRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Acknowledged } from './acknowledged.ts';

/** A request on a connection of its own; the recorder knows the connection by its port here. */
export interface SentRequest {
  /** Which of the servers that ran one after the other it was sent to. */
  readonly life: number;
  readonly port: number;
  /** What an answer of 2xx acknowledges. */
  readonly acknowledges: Acknowledged;
}

/** What is to be sent. */
export interface Question {
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly acknowledges: Acknowledged;
}

/** Sends requests and keeps, for each, what its answer acknowledges. */
export class Requests {
  readonly sent: SentRequest[] = [];
  #url = '';
  #life = 0;

  /** Sends from now on to the next server. */
  moveTo(url: string, life: number): void {
    this.#url = url;
    this.#life = life;
  }

  /** The answer; `undefined` when the server is gone or stopping. @throws Error when the request is refused */
  async send(question: Question): Promise<{ readonly response: IncomingMessage; readonly body: string } | undefined> {
    const { method, path, headers, body, acknowledges } = question;
    const outgoing = openRequest(this.#url + path, {
      method,
      agent: false,
      headers: { Connection: 'close', ...headers },
    });
    outgoing.once('socket', (socket: Socket) =>
      socket.once('connect', () => this.sent.push({ life: this.#life, port: socket.localPort ?? 0, acknowledges })),
    );
    try {
      const [response] = (await once(outgoing.end(body), 'response')) as [IncomingMessage];
      const answer = { response, body: await text(response) };
      const status = response.statusCode ?? 0;
      if (status >= 500) return undefined;
      if (status < 300) return answer;
      throw new Error(`${method} ${path} was refused: ${answer.body}`);
    } catch (error) {
      if (error instanceof Error && 'code' in error) return undefined;
      throw error;
    }
  }
}
