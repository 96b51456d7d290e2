import assert from 'node:assert/strict';
import type { ImportDone, ImportLineError, ImportProgress } from '../sse-backend/contract/import.ts';
import { StreamClient } from '../sse-backend/testing/stream-client.ts';

/** An event of an import's stream, as a program or a page had it. */
interface ToldEvent {
  readonly type: string;
  readonly id: string;
  readonly data: string;
}

/** What the stream of an import tells, from the first event to the last. */
export class ImportStory {
  /** The numbers of the events, in the order in which they came. */
  readonly ids: readonly number[];
  /** What does not depend on how fast it went: the lines that were refused, and the result. */
  readonly told: { readonly errors: readonly unknown[]; readonly done: unknown };
  readonly #progress: readonly ImportProgress[];

  constructor(all: readonly ToldEvent[]) {
    // Why nothing moves for now is told between the events, and is none of them.
    const events = all.filter(({ type, data }) => type !== 'progress' || !('Problem' in (JSON.parse(data) as object)));
    const of = <T>(type: string) =>
      events.filter((event) => event.type === type).map(({ data }) => JSON.parse(data) as T);
    this.ids = events.map(({ id }) => Number(id.split('-')[1]));
    this.#progress = of<ImportProgress>('progress');
    this.told = {
      errors: of<ImportLineError>('line-error').map(({ At: _, ...error }) => error),
      done: of<ImportDone>('done').map(({ Seconds: _, ...done }) => done),
    };
  }

  /** Follows an import to its end, from its first event. */
  static async follow(url: string): Promise<ImportStory> {
    const stream = await StreamClient.open(`${url}/events`);
    await stream.until((client) => client.of('done').length > 0);
    stream.cut();
    const kept = stream.events.filter(({ event }) => event !== 'heartbeat');
    return new ImportStory(kept.map(({ event = '', id = '', data }) => ({ type: event, id, data })));
  }

  /** Nothing is told twice or left out, and no progress takes back what was told before. */
  assertIsContinuous(): void {
    assert.deepEqual(
      this.ids,
      this.ids.map((_, index) => index + 1),
    );
    this.#progress.forEach((each, index) => {
      const before = this.#progress[index - 1];
      if (before) assert.ok(each.Bytes >= before.Bytes && each.Rows >= before.Rows, 'progress never goes back');
    });
  }
}
