import type { SentReading } from '../sender.ts';
import type { Operation } from './operations.ts';
import type { ClientKnowledge } from './workload.ts';

/** What the server said is stored. */
export type Acknowledged =
  | { readonly kind: 'readings'; readonly readings: readonly SentReading[] }
  | { readonly kind: 'import'; readonly readings: readonly SentReading[] }
  | { readonly kind: 'acknowledgement'; readonly alarm: string }
  | { readonly kind: 'sign-out'; readonly cookie: string }
  | { readonly kind: 'token' }
  /** It was streamed. */
  | { readonly kind: 'event'; readonly id: string; readonly data: string }
  | { readonly kind: 'nothing' };

/** Something acknowledged, with how many operations had been recorded by then. */
export interface Acknowledgement {
  readonly after: number;
  readonly acknowledged: Acknowledged;
}

const ANSWER = /^HTTP\/1\.1 (\d{3})/;
const FRAME = /^id: (\S+)\nevent: (?:message|backfill|acknowledgement)\ndata: (.*)$/gm;

/**
 * Finds what was acknowledged, in order, in what the processes sent. The recorder records what is sent before it is sent, so an
 * image of these operations has to have all of it.
 */
export function findAcknowledged(
  lives: readonly (readonly Operation[])[],
  { requests }: ClientKnowledge,
): Acknowledgement[] {
  const found: Acknowledgement[] = [];
  let after = 0;
  for (const [life, operations] of lives.entries()) {
    // A port is used again only when its connection, and with it its one answer, is over.
    const byPort = Map.groupBy(
      requests.filter((request) => request.life === life),
      ({ port }) => port,
    );
    for (const operation of operations) {
      after += 1;
      if (operation.kind !== 'sent') continue;
      const text = operation.data.toString();
      const status = ANSWER.exec(text)?.[1];
      const request = status === undefined ? undefined : byPort.get(operation.at)?.shift();
      if (request && status?.startsWith('2')) found.push({ after, acknowledged: request.acknowledges });
      for (const [, id = '', data = ''] of text.matchAll(FRAME)) {
        found.push({ after, acknowledged: { kind: 'event', id, data } });
      }
    }
    // What made the token has printed it when it has ended.
    if (life === 0) found.push({ after, acknowledged: { kind: 'token' } });
  }
  return found;
}
