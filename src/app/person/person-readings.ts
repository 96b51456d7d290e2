import { computed, effect, inject, Service, signal, untracked } from '@angular/core';
import { parseTemperature, toCelsius } from '@contract/temperature';

import type { LatestReading } from '../readings/latest-reading';
import { ReadingsStore } from '../readings/readings.store';
import { PersonRoute } from './person-route';
import type { TrendReading } from './trend-series';

/** A reading of the stream, as the trend takes it and as the table shows it. */
export interface RecentReading extends TrendReading {
  readonly reading: LatestReading;
}

/** More than a sensor sends from one refresh to the next; beyond it the oldest go. */
const MOST_RECENT = 1_000;

/** One person, live: their latest reading, and those that came since the page was opened or its trend was loaded. */
@Service({ autoProvided: false })
export class PersonReadings {
  private readonly store = inject(ReadingsStore);
  private readonly route = inject(PersonRoute);

  private readonly recentState = signal<readonly RecentReading[]>([]);

  readonly person = computed(() => this.store.person(this.route.rfid()));
  readonly latest = computed(() => {
    const reading = this.person()?.latest();
    return reading && toRecent(reading);
  });
  /** By arrival. */
  readonly recent = this.recentState.asReadonly();

  constructor() {
    effect(() => {
      const latest = this.latest();
      untracked(() => this.take(latest));
    });
  }

  /** What was taken before `ms` (since 1970) has been loaded in another way. */
  forgetBefore(ms: number): void {
    this.recentState.update((recent) => recent.filter(({ takenAtMs }) => takenAtMs >= ms));
  }

  private take(latest: RecentReading | undefined): void {
    const rfid = this.route.rfid();
    const own = this.recentState().filter(({ reading }) => reading.rfid === rfid);
    this.recentState.set(latest ? [...own, latest].slice(-MOST_RECENT) : own);
  }
}

function toRecent(reading: LatestReading): RecentReading | undefined {
  const temperature = parseTemperature(reading.temperature);
  return temperature && { reading, takenAtMs: reading.takenAtMs, celsius: toCelsius(temperature) };
}
