import type { Outbox } from './outbox';
import { Replay } from './replay';
import { ResumePoint } from './resume-point';
import type { SseSettings } from './sse-options';
import { parseGap, parseHeartbeat } from './stream-frames';

/** Turns frames into messages: each event once, in order, and what the stream says of itself. */
export class FrameReader {
  private readonly outbox: Outbox;
  private readonly resumePoint: ResumePoint;
  private readonly notices: readonly string[];
  private readonly replay = new Replay();

  constructor(settings: SseSettings, outbox: Outbox) {
    this.outbox = outbox;
    this.notices = settings.notices;
    this.resumePoint = new ResumePoint(settings.lastEventId, settings.ids);
  }

  /** Where to go on after a loss. */
  get lastEventId(): string {
    return this.resumePoint.lastEventId;
  }

  /** How many events a replay has still to bring. */
  get behind(): number {
    return this.replay.behind;
  }

  /** Frames of a new EventSource follow. */
  startSource(): void {
    this.resumePoint.startSource();
    this.replay.reset();
  }

  /** The same EventSource has connected (again). */
  startConnection(): void {
    this.replay.reset();
  }

  read({ type, data, lastEventId: id }: MessageEvent<string>): void {
    if (type === 'heartbeat') this.readHeartbeat(id, data);
    else if (type === 'gap') this.readGap(data);
    // An EventSource gives it the id of the event before.
    else if (this.notices.includes(type)) this.outbox.tell({ kind: 'notice', notice: { type, data } });
    else this.readEvent(type, id, data);
  }

  private readHeartbeat(id: string, data: string): void {
    const heartbeat = parseHeartbeat(id, data, Date.now());
    this.resumePoint.admits(id);
    this.replay.heartbeat(id, heartbeat.head, heartbeat.behind);
    this.outbox.tell({ kind: 'heartbeat', heartbeat });
  }

  private readGap(data: string): void {
    const gap = parseGap(data);
    this.resumePoint.jump(gap.resumesAt);
    this.outbox.tell({ kind: 'gap', gap });
  }

  private readEvent(type: string, id: string, data: string): void {
    if (!this.resumePoint.admits(id)) return;
    this.replay.event(id);
    this.outbox.add({ type, id, data });
  }
}
