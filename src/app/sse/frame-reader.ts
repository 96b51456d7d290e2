import type { EventBatcher } from './event-batcher';
import { readEventPosition, ResumePoint } from './event-position';
import type { SseGap, SseHeartbeat, SseSettings } from './sse-api';

/** Converts the events of an EventSource to messages. Drops repetitions. */
export class FrameReader {
  private readonly batcher: EventBatcher;
  private readonly resumePoint: ResumePoint;
  private readonly notices: readonly string[];
  private readonly replay = new ReplayProgress();

  constructor(settings: SseSettings, batcher: EventBatcher) {
    this.batcher = batcher;
    this.notices = settings.notices;
    this.resumePoint = new ResumePoint(settings.lastEventId, settings.ids);
  }

  /** Id after which the stream resumes. */
  get lastEventId(): string {
    return this.resumePoint.lastEventId;
  }

  /** Number of events of a replay that are still to come. */
  get behind(): number {
    return this.replay.behind;
  }

  /** A new EventSource starts. */
  startSource(): void {
    this.resumePoint.startSource();
    this.replay.reset();
  }

  /** The current EventSource has connected (again). */
  startConnection(): void {
    this.replay.reset();
  }

  read({ type, data, lastEventId: id }: MessageEvent<string>): void {
    if (type === 'heartbeat') this.readHeartbeat(id, data);
    else if (type === 'gap') this.readGap(data);
    // A notice has no id: an EventSource gives it that of the previous event.
    else if (this.notices.includes(type)) this.batcher.sendNow({ kind: 'notice', notice: { type, data } });
    else this.readEvent(type, id, data);
  }

  private readHeartbeat(id: string, data: string): void {
    const heartbeat = parseHeartbeat(id, data, Date.now());
    this.resumePoint.advanceTo(id);
    this.replay.onHeartbeat(id, heartbeat.head, heartbeat.behind);
    this.batcher.sendNow({ kind: 'heartbeat', heartbeat });
  }

  private readGap(data: string): void {
    const gap = parseGap(data);
    this.resumePoint.jumpTo(gap.resumesAt);
    this.batcher.sendNow({ kind: 'gap', gap });
  }

  private readEvent(type: string, id: string, data: string): void {
    if (!this.resumePoint.advanceTo(id)) return;
    this.replay.onEvent(id);
    this.batcher.addEvent({ type, id, data });
  }
}

/** Counts down the events of a replay that the first heartbeat of a connection announced. */
class ReplayProgress {
  private headSequence: number | undefined;
  private hasStarted = false;
  private remaining = 0;

  /** Number of events still to come; 0 if the stream is live. */
  get behind(): number {
    return this.remaining;
  }

  /** A connection starts; its first heartbeat announces the replay. */
  reset(): void {
    this.hasStarted = false;
    this.remaining = 0;
  }

  /** Later heartbeats only report progress: events appended meanwhile arrive live. */
  onHeartbeat(id: string, head: string, behind: number): void {
    if (!this.hasStarted) {
      this.hasStarted = true;
      this.headSequence = readEventPosition(head)?.sequence;
      this.remaining = behind;
    } else {
      this.update(id, behind);
    }
  }

  onEvent(id: string): void {
    this.update(id, this.remaining - 1);
  }

  /** Never increases the number: there may be more positions before the head than events of this stream. */
  private update(id: string, estimate: number): void {
    if (this.remaining === 0) return;
    const sequence = readEventPosition(id)?.sequence ?? NaN;
    const positions = (this.headSequence ?? NaN) - sequence;
    const estimates = [this.remaining, estimate, ...(Number.isNaN(positions) ? [] : [positions])];
    this.remaining = Math.max(0, Math.min(...estimates));
  }
}

/** Missing fields default to those of a stream that is up to date. */
function parseHeartbeat(id: string, data: string, receivedAt: number): SseHeartbeat {
  const fields = parseObject(data);
  const behind = Number(fields['Behind']);
  return {
    id,
    at: Date.parse(textOf(fields['At'])),
    receivedAt,
    head: textOf(fields['Head']),
    behind: Number.isSafeInteger(behind) && behind > 0 ? behind : 0,
  };
}

/** Invalid data is still a gap; its fields are then `''`. */
function parseGap(data: string): SseGap {
  const fields = parseObject(data);
  return {
    requested: textOf(fields['Requested']),
    reason: textOf(fields['Reason']),
    oldestKept: textOf(fields['OldestKept']),
    resumesAt: textOf(fields['ResumesAt']),
  };
}

function parseObject(data: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
