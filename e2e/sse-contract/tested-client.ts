import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { StreamConnection } from './stream-connection.ts';
import type { NumberedReport, StreamHarness } from './stream-harness.ts';
import type { StreamReport } from './stream-order.ts';

type EventReport = Extract<StreamReport, { kind: 'event' }>['event'];

/** A stream's name is used once. */
let clients = 0;

/** A client that follows a stream in the page, driven as the suite drives it. */
export class TestedClient {
  /** What the stream is called in the harness. */
  readonly name: string;
  readonly #harness: StreamHarness;
  readonly #early = new Map<number, StreamReport>();
  #resource = '';
  #taken = 0;

  private constructor(harness: StreamHarness) {
    this.#harness = harness;
    clients += 1;
    this.name = `stream-${clients}`;
  }

  /** Starts one that asks for a stream, closed with the test. `parameters`: those of `POST /`. */
  static async start(
    test: TestContext,
    { harness, serviceUrl }: { readonly harness: StreamHarness; readonly serviceUrl: string },
    parameters: Readonly<Record<string, unknown>> = {},
  ): Promise<TestedClient> {
    const client = new TestedClient(harness);
    const addresses = { streamUrl: harness.urlOf(client.name), callbackUrl: harness.urlOf(`callbacks/${client.name}`) };
    const body = JSON.stringify({ tag: test.name, ...addresses, ...parameters });
    const answer = await fetch(serviceUrl, { method: 'POST', body });
    assert.equal(answer.status, 201, await answer.text());
    client.#resource = answer.headers.get('location') ?? '';
    test.after(() => fetch(client.#resource, { method: 'DELETE' }));
    return client;
  }

  /** The next request that this client makes for its stream, or for another one to which it was led. */
  nextConnection(name = this.name): Promise<StreamConnection> {
    return this.#harness.connectionsTo(name).next();
  }

  /** Has it hear events of a type, too. */
  async listen(type: string): Promise<void> {
    const body = JSON.stringify({ command: 'listen', listen: { type } });
    const answer = await fetch(this.#resource, { method: 'POST', body });
    assert.equal(answer.status, 204, await answer.text());
  }

  /** The next report, in the order of their numbers. */
  async nextReport(): Promise<StreamReport> {
    this.#taken += 1;
    for (;;) {
      const early = this.#early.get(this.#taken);
      if (early) return early;
      const { count, report }: NumberedReport = await this.#harness.reportsOf(this.name).next();
      this.#early.set(count, report);
    }
  }

  /** Takes as many reports as events are expected, and sees that they are these; `type` is "message" where nothing else is said. */
  async receives(...expected: readonly Partial<EventReport>[]): Promise<void> {
    for (const event of expected) {
      assert.deepEqual(await this.nextReport(), {
        kind: 'event',
        event: { type: 'message', id: '', data: '', ...event },
      });
    }
  }

  /** Takes the next report, and sees that it is an error. */
  async fails(): Promise<void> {
    assert.equal((await this.nextReport()).kind, 'error');
  }
}
