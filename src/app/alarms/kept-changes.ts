import { isAtOrBefore, readEventPosition } from '../sse/event-position';
import type { AlarmChange } from './alarm-change';

/** More come in hours, not in the time of an answer; without a bound a server that hangs would fill the memory. */
const MOST_KEPT = 10_000;

/** The changes that come while an answer of the API is under way: the answer has some of them in it already, the others follow. */
export class KeptChanges {
  private changes: AlarmChange[] = [];
  private isOverfull = false;

  keep(change: AlarmChange): void {
    if (this.changes.length < MOST_KEPT) this.changes.push(change);
    else this.isOverfull = true;
  }

  /** What follows an answer that has all up to `position` in it; `undefined` when the two can't be joined. */
  after(position: string): readonly AlarmChange[] | undefined {
    const end = readEventPosition(position);
    if (!end || this.isOverfull) return undefined;
    const following: AlarmChange[] = [];
    for (const change of this.changes) {
      const place = readEventPosition(change.id);
      if (place && place.epoch !== end.epoch) return undefined;
      if (!place || !isAtOrBefore(place, end)) following.push(change);
    }
    return following;
  }
}
