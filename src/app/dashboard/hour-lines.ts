import {
  assertInInjectionContext,
  computed,
  DestroyRef,
  effect,
  inject,
  NgZone,
  Service,
  type Signal,
  signal,
  untracked,
  type WritableSignal,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { parseTemperature, toCelsius } from '@contract/temperature';
import { finalize, type Subscription } from 'rxjs';

import type { LatestReading } from '../feed/latest-reading';
import type { ShownReadings } from '../readings/pending-readings';
import type { Person } from '../readings/person';
import { ReadingsStore } from '../readings/readings.store';
import { TrendApi } from '../readings/trend.api';
import { HourLine, MINUTE_MS, MINUTES } from './hour-line';

/** Time that a row must stay on the screen before its line is requested. Rows that scroll past are not worth a request. */
const SETTLED_MS = 250;

/** Maximum number of concurrent requests. Over HTTP/1.1 a page has six connections, and needs some for other requests. */
const MAX_REQUESTS = 4;

/** Maximum number of cached lines: a few screens of rows, about 5 KB each. */
const MAX_LINES = 300;

/** Delay after the first failed request. It doubles with each further failure. */
const FIRST_DELAY_MS = 15_000;
const MAX_DELAY_MS = 240_000;

interface Entry {
  readonly line: WritableSignal<HourLine | undefined>;
  /** Readings that have arrived since the pending request was sent. */
  arrived: HourLine | undefined;
  /** Whether readings may be missing from the line. */
  isOutdated: boolean;
}

/** Loads the last hour of each person whose row is on the screen, once, and extends it with the readings that arrive. */
@Service({ autoProvided: false })
export class HourLines {
  private readonly api = inject(TrendApi);
  private readonly readings = inject(ReadingsStore);
  private readonly zone = inject(NgZone);

  /** Least recently watched first. */
  private readonly entries = new Map<string, Entry>();
  private readonly watched = new Map<string, Person>();
  private readonly requests = new Map<string, Subscription>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private delayMs = FIRST_DELAY_MS;
  private delayedUntil = 0;

  constructor() {
    this.readings.shown.pipe(takeUntilDestroyed()).subscribe((shown) => this.addReadings(shown));
    effect(() => {
      // Only the server has what was missed, or dropped during a pause.
      if (this.readings.isLive() && !this.readings.isPaused()) untracked(() => this.reloadAll());
    });
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.timer);
      for (const request of this.requests.values()) request.unsubscribe();
    });
  }

  /** Returns the line of a person whose row is now on the screen; `undefined` until it is loaded. */
  watch(person: Person): Signal<HourLine | undefined> {
    const { rfid } = person;
    const entry = this.entries.get(rfid) ?? { line: signal(undefined), arrived: undefined, isOutdated: true };
    this.entries.delete(rfid);
    this.entries.set(rfid, entry);
    this.watched.set(rfid, person);
    this.evictOldest();
    if (entry.isOutdated) this.scheduleLoad(SETTLED_MS);
    return entry.line.asReadonly();
  }

  /** Ends {@link watch}: the row has left the screen. */
  unwatch({ rfid }: Person): void {
    this.watched.delete(rfid);
  }

  private addReadings({ readings, isComplete }: ShownReadings): void {
    for (const reading of readings) this.addReading(reading);
    if (!isComplete) this.reloadAll();
  }

  private addReading({ rfid, takenAtMs, temperature }: LatestReading): void {
    const entry = this.entries.get(rfid);
    const parsed = entry && parseTemperature(temperature);
    if (!parsed) return;
    for (const line of [entry.line(), entry.arrived]) line?.addReading(takenAtMs, toCelsius(parsed));
  }

  private reloadAll(): void {
    for (const entry of this.entries.values()) entry.isOutdated = true;
    this.scheduleLoad(SETTLED_MS);
  }

  private scheduleLoad(ms: number): void {
    clearTimeout(this.timer);
    this.zone.runOutsideAngular(() => (this.timer = setTimeout(() => this.loadOutdated(), ms)));
  }

  private loadOutdated(): void {
    if (!this.readings.isLive() || this.readings.isPaused()) return;
    const delayMs = this.delayedUntil - performance.now();
    if (delayMs > 0) return this.scheduleLoad(delayMs);
    for (const person of this.watched.values()) {
      if (this.requests.size >= MAX_REQUESTS) return;
      if (this.entries.get(person.rfid)?.isOutdated && !this.requests.has(person.rfid)) this.load(person);
    }
  }

  private load({ rfid }: Person): void {
    const entry = this.entries.get(rfid);
    if (!entry) return;
    // Before the request: readings dropped during it make the line outdated again.
    entry.isOutdated = false;
    const arrived = (entry.arrived = new HourLine());
    const to = (Math.floor(this.readings.asOf() / MINUTE_MS) + 1) * MINUTE_MS;
    const query = { rfid, from: to - MINUTES * MINUTE_MS, to, points: MINUTES };
    const answer = this.api.requestTrend(query).pipe(finalize(() => this.endRequest(rfid, entry)));
    const request = answer.subscribe({
      next: ({ buckets }) => {
        arrived.addBuckets(buckets);
        entry.line.set(arrived);
        this.delayMs = FIRST_DELAY_MS;
      },
      error: () => {
        entry.isOutdated = true;
        this.backOff();
      },
      complete: () => this.scheduleLoad(0),
    });
    if (!request.closed) this.requests.set(rfid, request);
  }

  private endRequest(rfid: string, entry: Entry): void {
    entry.arrived = undefined;
    this.requests.delete(rfid);
  }

  /** Delays all requests after a failure. The row keeps its old line; an error message would not help anyone. */
  private backOff(): void {
    this.delayedUntil = performance.now() + Math.ceil(this.delayMs * (0.75 + Math.random() / 2));
    this.delayMs = Math.min(this.delayMs * 2, MAX_DELAY_MS);
    this.scheduleLoad(this.delayedUntil - performance.now());
  }

  private evictOldest(): void {
    for (const rfid of this.entries.keys()) {
      if (this.entries.size <= MAX_LINES) return;
      if (!this.watched.has(rfid)) this.entries.delete(rfid);
    }
  }
}

/** Returns the last hour of a person; watches it until the injecting component is destroyed or shows another person. */
export function injectHourLine(person: Signal<Person>): Signal<HourLine | undefined> {
  assertInInjectionContext(injectHourLine);
  const lines = inject(HourLines);
  const watched = signal<Signal<HourLine | undefined> | undefined>(undefined);
  effect((onCleanup) => {
    const current = person();
    watched.set(untracked(() => lines.watch(current)));
    onCleanup(() => lines.unwatch(current));
  });
  return computed(() => watched()?.());
}
