import type { FeedEvent } from '../feed/feed-event';
import { isNewLatest, type LatestReading } from '../feed/latest-reading';
import type { AlarmChange } from './alarm-change';

/** A person with an open alarm: the newest reading that carries it, and when that came (`performance.now()`). */
interface Carrier {
  readonly alarm: string;
  readonly takenAtMs: number;
  readonly seenAt: number;
}

type ReadingEvent = Extract<FeedEvent, { kind: 'reading' }>;

const NO_CHANGES: readonly AlarmChange[] = [];

/**
 * Whose latest reading carries an alarm: what the readings alone tell, exactly, from the snapshot on. It holds nothing of
 * the many whose readings carry none.
 */
export class OpenAlarms {
  private readonly byTag = new Map<string, Carrier>();

  get size(): number {
    return this.byTag.size;
  }

  /** Forgets what was known. */
  replaceAll(readings: readonly LatestReading[]): void {
    this.byTag.clear();
    for (const { rfid, alarm, takenAtMs } of readings) {
      if (alarm !== undefined) this.byTag.set(rfid, { alarm, takenAtMs, seenAt: performance.now() });
    }
  }

  /** What the next event of the stream means; `serverMs` is the server's time now. */
  take(event: FeedEvent, serverMs: number): readonly AlarmChange[] {
    if (event.kind === 'acknowledgement') {
      return [{ kind: 'acknowledged', id: event.id, acknowledgement: event.acknowledgement }];
    }
    return this.takeReading(event, serverMs);
  }

  /** Forgets who isn't among these tags, unless something of them has come since `askedAt` (`performance.now()`). */
  keepOnly(tags: ReadonlySet<string>, askedAt: number): void {
    for (const [rfid, { seenAt }] of this.byTag) {
      if (!tags.has(rfid) && seenAt < askedAt) this.byTag.delete(rfid);
    }
  }

  private takeReading({ id, reading }: ReadingEvent, serverMs: number): readonly AlarmChange[] {
    const { rfid, alarm, takenAtMs } = reading;
    const before = this.byTag.get(rfid);
    if (alarm === undefined && before === undefined) return NO_CHANGES;
    // A late reading says nothing of the alarm that is open.
    if (!isNewLatest(reading, before?.takenAtMs, serverMs)) return NO_CHANGES;
    const changes: AlarmChange[] = [];
    if (before && before.alarm !== alarm) {
      this.byTag.delete(rfid);
      changes.push({ kind: 'ended', id, alarm: before.alarm, at: reading.takenAt });
    }
    if (alarm !== undefined) {
      this.byTag.set(rfid, { alarm, takenAtMs, seenAt: performance.now() });
      changes.push(meaningOf(id, alarm, reading));
    }
    return changes;
  }
}

/** A reading that carries its own id as the alarm has raised it. */
function meaningOf(id: string, alarm: string, reading: LatestReading): AlarmChange {
  const { name, rfid, temperature, takenAt, status } = reading;
  if (alarm !== id || status === 'normal') return { kind: 'carried', id, alarm, temperature };
  return {
    kind: 'raised',
    id,
    alarm: { alarm, rfid, name, kind: status, raisedAt: takenAt, peak: temperature },
  };
}
