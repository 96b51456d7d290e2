import { computed, effect, inject, linkedSignal, Service, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { parseTemperature, toCelsius } from '@contract/temperature';
import { Subject } from 'rxjs';

import type { LatestReading } from '../feed/latest-reading';
import { ReadingsStore } from '../readings/readings.store';
import type { ShownReadings } from '../readings/pending-readings';
import { PersonRoute } from './person-route';
import type { TrendReading } from './trend-series';

/** A reading of the stream, for the trend and for the table. */
export interface RecentReading extends TrendReading {
  readonly reading: LatestReading;
  /** Number of its arrival on this page, from 1; 0 for a reading of a snapshot. */
  readonly arrival: number;
}

/** Maximum number of recent readings. Without it, a sensor that reports without pause would fill the memory. */
const MAX_RECENT = 1_000;

/** Live readings of one person: the latest, and all since the page was opened or its trend was loaded. */
@Service({ autoProvided: false })
export class PersonReadings {
  private readonly store = inject(ReadingsStore);
  private readonly route = inject(PersonRoute);

  private readonly recentState = linkedSignal<string, readonly RecentReading[]>({
    source: () => this.route.rfid(),
    computation: () => [],
  });
  private readonly batches = new Subject<readonly RecentReading[]>();
  private readonly drops = new Subject<void>();
  private arrivals = 0;

  readonly person = computed(() => this.store.person(this.route.rfid()));
  readonly latest = computed(() => {
    const reading = this.person()?.latest();
    return reading && toRecent(reading, 0);
  });
  /** In order of arrival, without duplicates. */
  readonly recent = this.recentState.asReadonly();
  /** Emits the person's readings as they arrive, late ones included. */
  readonly arrived = this.batches.asObservable();
  /** Emits when readings were dropped, so that loaded data has to be reloaded from the server. */
  readonly dropped = this.drops.asObservable();

  constructor() {
    effect(() => {
      const latest = this.latest();
      untracked(() => this.addLatest(latest));
    });
    this.store.shown.pipe(takeUntilDestroyed()).subscribe((arrivals) => this.addReadings(arrivals));
  }

  /** The number of the latest arrival. */
  get arrivalCount(): number {
    return this.arrivals;
  }

  /** Drops readings that the loaded trend includes: those that arrived up to `arrival` and were taken before `ms`. Keeps the latest. */
  dropLoaded(arrival: number, ms: number): void {
    const latestMs = this.latest()?.takenAtMs;
    this.recentState.update((known) =>
      known.filter((one) => one.arrival > arrival || one.takenAtMs >= ms || one.takenAtMs === latestMs),
    );
  }

  private addReadings({ readings, isComplete }: ShownReadings): void {
    const rfid = this.route.rfid();
    const own = readings.filter((reading) => reading.rfid === rfid).flatMap((one) => this.toArrival(one));
    const known = [...this.recentState(), ...own];
    if (own.length > 0) {
      this.recentState.set(known.slice(-MAX_RECENT));
      this.batches.next(own);
    }
    if (!isComplete || known.length > MAX_RECENT) this.drops.next();
  }

  /** Adds the latest reading of a snapshot, which has no arrival number. */
  private addLatest(latest: RecentReading | undefined): void {
    const known = this.recentState();
    if (!latest || known.some(({ takenAtMs }) => takenAtMs === latest.takenAtMs)) return;
    this.recentState.set([latest, ...known]);
  }

  private toArrival(reading: LatestReading): RecentReading | [] {
    this.arrivals += 1;
    return toRecent(reading, this.arrivals) ?? [];
  }
}

function toRecent(reading: LatestReading, arrival: number): RecentReading | undefined {
  const temperature = parseTemperature(reading.temperature);
  return temperature && { reading, arrival, takenAtMs: reading.takenAtMs, celsius: toCelsius(temperature) };
}
