import { type EventPosition, isAtOrBefore, readEventPosition } from '../sse/event-position';

/**
 * Counts the events that a loss has kept away and that have come since. What was stored only after the return is not among them,
 * though it may arrive in the same moment.
 */
export class MissedEvents {
  private count: number | undefined;
  private head: EventPosition | undefined;

  /** The stream was lost, perhaps once more before all had come. */
  lost(): void {
    this.count ??= 0;
    this.head = undefined;
  }

  /** The first heartbeat after the return names the head: all up to it was missed. */
  heartbeat(head: string): void {
    if (this.count !== undefined) this.head ??= readEventPosition(head);
  }

  events(events: readonly { readonly id: string }[]): void {
    if (this.count === undefined) return;
    this.count += events.filter(({ id }) => this.wasMissed(id)).length;
  }

  /** Everything was loaded afresh: what was missed doesn't come any more. */
  forget(): void {
    this.count = undefined;
  }

  /** The stream is live again. How many have come; `undefined` when there was no loss, or all was loaded afresh. */
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
