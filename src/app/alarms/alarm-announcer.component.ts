import { Component, DestroyRef, inject, linkedSignal, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';

import { UnitStore } from '../readings/unit.store';
import { ALARMS_TEXT } from '../messages/alarms';
import { type AlarmCall, AlarmCalls } from './alarm-calls';
import { AlarmsStore } from './alarms.store';

/** Long enough to be noticed; then it goes, so that the same sentence is read out again when it is true again. */
const KEPT_MS = 4_000;

/** Tells the ear: once how many alarms there were when the page was opened, then each new one and each reminder. */
@Component({
  selector: 'vw-alarm-announcer',
  template: `
    <p class="visually-hidden" role="status">{{ atOpening() }}</p>
    <p class="visually-hidden" role="alert">{{ alert() }}</p>
  `,
})
export class AlarmAnnouncerComponent {
  private readonly store = inject(AlarmsStore);
  private readonly unit = inject(UnitStore).unit;

  /** It is said once: the numbers that follow are the alerts' matter. */
  protected readonly atOpening = linkedSignal<boolean, string>({
    source: this.store.isLoaded,
    computation: (isLoaded) => (isLoaded ? untracked(() => this.describeOpening()) : ''),
  });
  protected readonly alert = signal('');
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    const { calls } = inject(AlarmCalls);
    calls.pipe(takeUntilDestroyed()).subscribe((call) => this.say(call));
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  private describeOpening(): string {
    const count = this.store.waiting().length;
    return count > 0 ? ALARMS_TEXT.spoken.atOpening(count, this.store.hasMore()) : '';
  }

  private say({ kind, alarms }: AlarmCall): void {
    const text = kind === 'new' ? ALARMS_TEXT.spoken.arrived : ALARMS_TEXT.spoken.reminder;
    this.alert.set(text(alarms, this.unit()));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.alert.set(''), KEPT_MS);
  }
}
