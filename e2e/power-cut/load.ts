import type { WireReading } from '../../sse-backend/contract/wire.ts';
import { StreamClient } from '../../sse-backend/testing/stream-client.ts';
import { bearer } from '../bearer.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { Acknowledged } from './acknowledged.ts';
import type { ReadingSource } from './reading-source.ts';
import type { Question, Requests } from './requests.ts';

const SENDERS = 4;

const WAYS = ['object', 'array', 'ndjson'] as const;

/** What a load is made of. */
interface LoadParts {
  readonly url: string;
  readonly requests: Requests;
  readonly token: string;
  readonly source: ReadingSource;
  /** Rows of the file that is imported meanwhile. */
  readonly importedRows: number;
  readonly random: SeededRandom;
}

/** Sends a server all that it stores: readings in every way, a file, acknowledgements, sign-ins and sign-outs. */
export class Load {
  readonly #url: string;
  readonly #requests: Requests;
  readonly #authorization: Readonly<Record<string, string>>;
  readonly #source: ReadingSource;
  readonly #importedRows: number;
  readonly #random: SeededRandom;
  readonly #running: Promise<unknown>;
  readonly #acknowledged = new Set<string>();
  #stream: StreamClient | undefined;
  #isOver = false;
  #answered = 0;
  #news = Promise.withResolvers<void>();

  constructor({ url, requests, token, source, importedRows, random }: LoadParts) {
    this.#url = url;
    this.#requests = requests;
    this.#authorization = bearer(token);
    this.#source = source;
    this.#importedRows = importedRows;
    this.#random = random;
    this.#running = this.#run();
  }

  /** Waits until so many requests have been answered. @throws Error when one is refused */
  async untilAnswered(count: number): Promise<void> {
    while (this.#answered < count) await Promise.race([this.#news.promise, this.#running]);
  }

  /** Resolves when nothing is sent any more. @throws Error when a request was refused */
  async end(): Promise<void> {
    this.#isOver = true;
    this.#news.resolve();
    await this.#running;
  }

  async #run(): Promise<void> {
    this.#stream = await StreamClient.open(`${this.#url}/events?types=message,backfill,acknowledgement`, {
      headers: this.#authorization,
    });
    const senders = Array.from({ length: SENDERS }, () => this.#until(() => this.#sendReadings()));
    await Promise.all([
      ...senders,
      this.#importFile(),
      this.#until(() => this.#acknowledge()),
      this.#until(() => this.#signInAndOut()),
    ]);
    this.#stream.cut();
  }

  async #until(step: () => Promise<void>): Promise<void> {
    while (!this.#isOver) await step();
  }

  async #sendReadings(): Promise<void> {
    const way = WAYS[this.#random.between(0, WAYS.length - 1)] ?? 'object';
    const readings = this.#source.take(way === 'object' ? 1 : this.#random.between(1, 40));
    const type = way === 'ndjson' ? 'application/x-ndjson' : 'application/json';
    const lines = readings.map((reading) => JSON.stringify(reading));
    const body = way === 'array' ? `[${lines.join(',')}]` : lines.join('\n');
    await this.#post('/api/readings', type, body, { kind: 'readings', readings });
  }

  async #importFile(): Promise<void> {
    const readings = this.#source.take(this.#importedRows);
    const rows = readings.map(({ Name, Temparature, RFID, TakenAt }) => `${Name},${Temparature},${RFID},${TakenAt}`);
    const csv = `Name,Temparature,RFID,TakenAt\r\n${rows.join('\r\n')}\r\n`;
    await this.#post('/api/imports', 'text/csv', csv, { kind: 'import', readings });
  }

  /** Acknowledges the newest alarm that was not; waits for one if there is none. */
  async #acknowledge(): Promise<void> {
    const alarm = this.#stream
      ?.of('message')
      .map(({ data }) => (JSON.parse(data) as WireReading).Alarm)
      .findLast((each) => each !== undefined && !this.#acknowledged.has(each));
    if (alarm === undefined) {
      await this.#news.promise;
      return;
    }
    this.#acknowledged.add(alarm);
    const body = JSON.stringify({ Alarm: alarm, Note: 'seen' });
    await this.#post('/api/acknowledgements', 'application/json', body, { kind: 'acknowledgement', alarm });
  }

  async #signInAndOut(): Promise<void> {
    const headers = this.#authorization;
    const signedIn = await this.#send({
      method: 'POST',
      path: '/api/session',
      headers,
      acknowledges: { kind: 'nothing' },
    });
    const cookie = signedIn?.response.headers['set-cookie']?.[0]?.split(';')[0];
    if (cookie === undefined) return;
    await this.#send({
      method: 'DELETE',
      path: '/api/session',
      headers: { Cookie: cookie, Origin: this.#url },
      acknowledges: { kind: 'sign-out', cookie },
    });
    for (let pause = 0; pause < 5 && !this.#isOver; pause += 1) await this.#news.promise;
  }

  #post(path: string, type: string, body: string, acknowledges: Acknowledged) {
    const headers = { ...this.#authorization, 'Content-Type': type };
    return this.#send({ method: 'POST', path, headers, body, acknowledges });
  }

  async #send(question: Question) {
    const answer = await this.#requests.send(question);
    // Without an answer the server is gone, or about to be.
    if (!answer) this.#isOver = true;
    this.#answered += 1;
    this.#news.resolve();
    this.#news = Promise.withResolvers();
    return answer;
  }
}
