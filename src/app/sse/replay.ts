import { readEventPosition } from './event-position';

/** Follows a replay: how much of what the first heartbeat announced is still to come. */
export class Replay {
  private headSequence: number | undefined;
  private isBegun = false;
  private left = 0;

  /** How many events are still to come; 0 when the stream is live. */
  get behind(): number {
    return this.left;
  }

  /** A connection begins; its first heartbeat says how far behind it is. */
  reset(): void {
    this.isBegun = false;
    this.left = 0;
  }

  /** Later heartbeats only tell how far the replay has come: what was added meanwhile arrives live. */
  heartbeat(id: string, head: string, behind: number): void {
    if (!this.isBegun) {
      this.isBegun = true;
      this.headSequence = readEventPosition(head)?.sequence;
      this.left = behind;
    } else {
      this.reach(id, behind);
    }
  }

  /** An event has come. */
  event(id: string): void {
    this.reach(id, this.left - 1);
  }

  /** Never up again: between an event and the head there may be more positions than events that this stream carries. */
  private reach(id: string, estimate: number): void {
    if (this.left === 0) return;
    const sequence = readEventPosition(id)?.sequence ?? NaN;
    const positions = (this.headSequence ?? NaN) - sequence;
    const estimates = [this.left, estimate, ...(Number.isNaN(positions) ? [] : [positions])];
    this.left = Math.max(0, Math.min(...estimates));
  }
}
