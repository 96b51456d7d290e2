import type { TestContext } from 'node:test';
import type { EventLog } from '../log/event-log.ts';
import { numbered } from './sample-events.ts';
import { StreamServer } from './stream-server.ts';
import { openLog } from './test-log.ts';

const AT = '2026-11-20T09:15:02.000Z';

/** A clock that stands still, so that streams say nothing unasked and each heartbeat is known to the byte. */
export const STILL = { now: (): number => Date.parse(AT), elapsedMs: (): number => 0 };

/** A still server over a log of so many numbered readings. */
export async function startStill(
  test: TestContext,
  events: number,
  retainEvents?: number,
): Promise<{ readonly log: EventLog; readonly server: StreamServer }> {
  const log = await openLog(test, { file: ':memory:', retainEvents });
  if (events > 0) await log.append(numbered(1, events), 'each');
  return { log, server: await StreamServer.startFor(test, log, STILL) };
}

/** The heartbeat of a still server; `behind` where its stream can't carry all events up to the head. */
export function heartbeatFrame(log: EventLog, position: number, head: number, behind = head - position): string {
  const data = `{"At":"${AT}","Head":"${log.epoch}-${head}","Behind":${behind}}`;
  return `id: ${log.epoch}-${position}\nevent: heartbeat\ndata: ${data}\n\n`;
}

/** A gap frame; the sequences are those of `OldestKept` and `ResumesAt`. */
export function gapFrame(
  log: EventLog,
  requested: string,
  reason: string,
  oldestKept: number,
  resumesAt: number,
): string {
  const ids = `"OldestKept":"${log.epoch}-${oldestKept}","ResumesAt":"${log.epoch}-${resumesAt}"`;
  return `event: gap\ndata: {"Requested":${JSON.stringify(requested)},"Reason":"${reason}",${ids}}\n\n`;
}
