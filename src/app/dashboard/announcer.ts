import { DestroyRef, inject, NgZone, Service, signal } from '@angular/core';

import { DASHBOARD_TEXT } from '../messages/dashboard';
import { ReadingsStore } from '../readings/readings.store';
import type { Summary } from '../readings/summary';

/** Minimum interval between announcements. Without it, a screen reader would never stop talking. */
const EVERY_MS = 7_000;

/** Minimum relative change of a count to announce. With thousands of people, some status changes all the time. */
const MIN_CHANGE = 0.05;

type Counts = Pick<Summary, 'fever' | 'hypothermia' | 'stale'>;

/** Announces changes of the summary to screen readers, as one sentence now and then. */
@Service({ autoProvided: false })
export class Announcer {
  private readonly readings = inject(ReadingsStore);

  private readonly sentenceState = signal('');
  private announced: Counts | undefined;

  readonly sentence = this.sentenceState.asReadonly();

  constructor() {
    const timer = inject(NgZone).runOutsideAngular(() => setInterval(() => this.announceChanges(), EVERY_MS));
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  private announceChanges(): void {
    if (!this.readings.isLive() || this.readings.isPaused()) return;
    const now = this.readings.summary();
    const before = this.announced;
    // The first summary is on the page already.
    this.announced ??= now;
    if (!before || !isSignificant(before, now)) return;
    this.announced = now;
    this.sentenceState.set(DASHBOARD_TEXT.announcement(now.fever, now.hypothermia, now.stale));
  }
}

function isSignificant(before: Counts, now: Counts): boolean {
  return (['fever', 'hypothermia', 'stale'] as const).some((key) => {
    const change = Math.abs(now[key] - before[key]);
    return change > 0 && change >= before[key] * MIN_CHANGE;
  });
}
