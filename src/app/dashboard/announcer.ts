import { DestroyRef, inject, NgZone, Service, signal } from '@angular/core';

import { ReadingsStore } from '../readings/readings.store';
import type { Summary } from '../readings/summary';
import { DASHBOARD_TEXT } from '../messages/dashboard';

/** Nobody can listen to more. */
const EVERY_MS = 7_000;

/** Of ten thousand people somebody always gets well or ill: less than this share of a number isn't worth a sentence. */
const WORTH_SAYING = 0.05;

type Counts = Pick<Summary, 'fever' | 'hypothermia' | 'stale'>;

/** One sentence now and then for those who listen: how many are ill, and how many sensors are silent. */
@Service({ autoProvided: false })
export class Announcer {
  private readonly readings = inject(ReadingsStore);

  private readonly sentenceState = signal('');
  private said: Counts | undefined;

  readonly sentence = this.sentenceState.asReadonly();

  constructor() {
    const timer = inject(NgZone).runOutsideAngular(() => setInterval(() => this.sayWhatChanged(), EVERY_MS));
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  private sayWhatChanged(): void {
    if (!this.readings.isLive() || this.readings.isPaused()) return;
    const now = this.readings.summary();
    const before = this.said;
    // How it was when they came is there to be read.
    this.said ??= now;
    if (!before || !isWorthSaying(before, now)) return;
    this.said = now;
    this.sentenceState.set(DASHBOARD_TEXT.announcement(now.fever, now.hypothermia, now.stale));
  }
}

function isWorthSaying(before: Counts, now: Counts): boolean {
  return (['fever', 'hypothermia', 'stale'] as const).some((key) => {
    const change = Math.abs(now[key] - before[key]);
    return change > 0 && change >= before[key] * WORTH_SAYING;
  });
}
