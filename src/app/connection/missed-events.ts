import { type EventPosition, isAtOrBefore, readEventPosition } from '../sse/event-position';

/** Counts replayed events: those that were stored before the reconnect. */
export class MissedEvents {
  private count: number | undefined;
  private head: EventPosition | undefined;

  /** The stream was lost, perhaps again during a replay. */
  lost(): void {
    this.count ??= 0;
    this.head = undefined;
  }

  /** All events up to the head of the first heartbeat after a reconnect were missed. */
  heartbeat(head: string): void {
    if (this.count !== undefined) this.head ??= readEventPosition(head);
  }

  events(events: readonly { readonly id: string }[]): void {
    if (this.count === undefined) return;
    this.count += events.filter(({ id }) => this.wasMissed(id)).length;
  }

  /** A snapshot was loaded, so missed events aren't replayed. */
  reset(): void {
    this.count = undefined;
  }

  /** The stream is live. Returns the number of replayed events; `undefined` without a loss or after a snapshot. */
  caughtUp(): number | undefined {
    const { count } = this;
    this.count = undefined;
    return count;
  }

  private wasMissed(id: string): boolean {
    const position = readEventPosition(id);
    return !position || !this.head || isAtOrBefore(position, this.head);
  }
}
