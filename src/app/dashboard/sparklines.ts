import {
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
import type { Person } from '../readings/person';
import { ReadingsStore } from '../readings/readings.store';
import { TrendApi } from '../readings/trend.api';
import type { ShownReadings } from '../readings/pending-readings';
import { HourLine, MINUTE_MS, MINUTES } from './hour-line';

/** A row that scrolls past isn't worth a request; one that stays for so long is. */
const SETTLED_MS = 250;

/** More at once would take the connections that the rest of the page needs: over HTTP/1.1 there are six. */
const MOST_REQUESTS = 4;

/** Lines that are kept: a few screens of rows, about 5 KB each. */
const MOST_LINES = 300;

/** After a failure nobody is asked for so long, and longer after every further one. */
const FIRST_REST_MS = 15_000;
const LONGEST_REST_MS = 240_000;

interface Entry {
  readonly line: WritableSignal<HourLine | undefined>;
  /** What has arrived since the line was asked for, while the answer is on its way. */
  arrived: HourLine | undefined;
  /** Whether readings may be missing from the line. */
  isOutdated: boolean;
}

/** The last hour of those whose rows are on the screen. Asked for once; after that it goes on with what arrives. */
@Service({ autoProvided: false })
export class Sparklines {
  private readonly api = inject(TrendApi);
  private readonly readings = inject(ReadingsStore);
  private readonly zone = inject(NgZone);

  /** The least recently watched first. */
  private readonly entries = new Map<string, Entry>();
  private readonly watched = new Map<string, Person>();
  private readonly requests = new Map<string, Subscription>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private restMs = FIRST_REST_MS;
  private restUntil = 0;

  constructor() {
    this.readings.shown.pipe(takeUntilDestroyed()).subscribe((arrivals) => this.take(arrivals));
    effect(() => {
      // What was missed, or shown in one go, is known to the server only.
      if (this.readings.isLive() && !this.readings.isPaused()) untracked(() => this.beginAnew());
    });
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.timer);
      for (const request of this.requests.values()) request.unsubscribe();
    });
  }

  /** A person's row is on the screen. Gives the line, as soon as it is known. */
  watch(person: Person): Signal<HourLine | undefined> {
    const { rfid } = person;
    const entry = this.entries.get(rfid) ?? { line: signal(undefined), arrived: undefined, isOutdated: true };
    this.entries.delete(rfid);
    this.entries.set(rfid, entry);
    this.watched.set(rfid, person);
    this.forgetOldest();
    if (entry.isOutdated) this.askIn(SETTLED_MS);
    return entry.line.asReadonly();
  }

  /** The row is gone. */
  unwatch({ rfid }: Person): void {
    this.watched.delete(rfid);
  }

  private take({ readings, isComplete }: ShownReadings): void {
    for (const reading of readings) this.add(reading);
    if (!isComplete) this.beginAnew();
  }

  private add({ rfid, takenAtMs, temperature }: LatestReading): void {
    const entry = this.entries.get(rfid);
    const parsed = entry && parseTemperature(temperature);
    if (!parsed) return;
    for (const line of [entry.line(), entry.arrived]) line?.add(takenAtMs, toCelsius(parsed));
  }

  private beginAnew(): void {
    for (const entry of this.entries.values()) entry.isOutdated = true;
    this.askIn(SETTLED_MS);
  }

  private askIn(ms: number): void {
    clearTimeout(this.timer);
    this.zone.runOutsideAngular(() => (this.timer = setTimeout(() => this.ask(), ms)));
  }

  private ask(): void {
    if (!this.readings.isLive() || this.readings.isPaused()) return;
    const restMs = this.restUntil - performance.now();
    if (restMs > 0) return this.askIn(restMs);
    for (const person of this.watched.values()) {
      if (this.requests.size >= MOST_REQUESTS) return;
      if (this.entries.get(person.rfid)?.isOutdated && !this.requests.has(person.rfid)) this.load(person);
    }
  }

  private load({ rfid }: Person): void {
    const entry = this.entries.get(rfid);
    if (!entry) return;
    // What is dropped from now on makes it outdated again.
    entry.isOutdated = false;
    const arrived = (entry.arrived = new HourLine());
    const to = (Math.floor(this.readings.asOf() / MINUTE_MS) + 1) * MINUTE_MS;
    const query = { rfid, from: to - MINUTES * MINUTE_MS, to, points: MINUTES };
    const answer = this.api.requestTrend(query).pipe(finalize(() => this.endRequest(rfid, entry)));
    const request = answer.subscribe({
      next: ({ buckets }) => {
        arrived.merge(buckets);
        entry.line.set(arrived);
        this.restMs = FIRST_REST_MS;
      },
      error: () => {
        entry.isOutdated = true;
        this.rest();
      },
      complete: () => this.askIn(0),
    });
    if (!request.closed) this.requests.set(rfid, request);
  }

  private endRequest(rfid: string, entry: Entry): void {
    entry.arrived = undefined;
    this.requests.delete(rfid);
  }

  /** The line stays as it is: what can't be had is no reason to trouble anyone. */
  private rest(): void {
    this.restUntil = performance.now() + Math.ceil(this.restMs * (0.75 + Math.random() / 2));
    this.restMs = Math.min(this.restMs * 2, LONGEST_REST_MS);
    this.askIn(this.restUntil - performance.now());
  }

  private forgetOldest(): void {
    for (const rfid of this.entries.keys()) {
      if (this.entries.size <= MOST_LINES) return;
      if (!this.watched.has(rfid)) this.entries.delete(rfid);
    }
  }
}
