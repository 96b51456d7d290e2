import { computed, inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import type { Alarm } from '@contract/alarm';
import { FURTHEST_AHEAD_MS } from '@contract/reading-time';
import { filter, map, merge, type Observable, of, startWith, Subject, switchMap } from 'rxjs';

import { withReading } from '../alarms/alarm-book';
import { AlarmsApi, type AlarmsPage } from '../alarms/alarms.api';
import { AlarmsStore } from '../alarms/alarms.store';
import { ReadingsStore } from '../readings/readings.store';
import { injectReloadTriggers, type LoadState, loadStates } from './load-state';
import { PersonReadings, type RecentReading } from './person-readings';
import { PersonRoute } from './person-route';
import { RANGE_MS } from './person-view';
import { PersonTrend } from './person-trend';
import type { TimeWindow } from './time-window';

interface Loaded {
  readonly rfid: string;
  readonly alarms: readonly Alarm[];
  /** Whether there may be older alarms. */
  readonly isBounded: boolean;
}

const PAGE = 100;
/** Maximum number of pages. Without it, a person with very many alarms would cause too many requests. */
const MAX_PAGES = 5;

/** The alarms of one person that overlap the period shown. */
@Service({ autoProvided: false })
export class PersonAlarms {
  private readonly api = inject(AlarmsApi);
  private readonly store = inject(ReadingsStore);
  private readonly route = inject(PersonRoute);
  private readonly readings = inject(PersonReadings);
  private readonly trend = inject(PersonTrend);
  private readonly pending = inject(AlarmsStore);

  private readonly loadedState = signal<Loaded | undefined>(undefined);
  private readonly stateState = signal<LoadState<Loaded>>({ name: 'loading' });
  private readonly retries = new Subject<void>();

  readonly state = this.stateState.asReadonly();
  readonly isBounded = computed(() => this.loadedState()?.isBounded ?? false);
  /** Newest first. */
  readonly alarms = computed(() => {
    const loaded = this.loadedState();
    const window = this.trend.window();
    if (loaded?.rfid !== this.route.rfid()) return [];
    const recent = this.readings.recent();
    return loaded.alarms.filter((alarm) => overlaps(alarm, window)).map((alarm) => withRecent(alarm, recent));
  });
  private readonly openAlarm = computed(() => this.readings.latest()?.reading.alarm);
  private readonly request = computed(() => {
    if (!this.store.isLoaded()) return undefined;
    // Reload when the person's open alarm changes.
    return { rfid: this.route.rfid(), view: this.route.view(), openAlarm: this.openAlarm() };
  });

  constructor() {
    const reloads = merge(injectReloadTriggers(), this.retries, this.acknowledgements(), this.endedAlarms());
    toObservable(this.request)
      .pipe(
        filter((request) => request !== undefined),
        switchMap((request) =>
          reloads.pipe(
            startWith(undefined),
            map(() => request),
          ),
        ),
        switchMap(({ rfid, view }) => loadStates(this.load(rfid, view.zoom ?? this.lastOf(RANGE_MS[view.range])))),
        takeUntilDestroyed(),
      )
      .subscribe((state) => {
        this.stateState.set(state);
        if (state.name === 'loaded') this.loadedState.set(state.value);
      });
  }

  /** Retries a failed request. */
  retry(): void {
    this.retries.next();
  }

  /** Loads pages, newest first, until an alarm ended before the window: a person's alarms don't overlap, so no older one reaches into it. */
  private load(rfid: string, { from, to }: TimeWindow): Observable<Loaded> {
    const isEnough = ({ alarms }: AlarmsPage): boolean => alarms.some((alarm) => endOf(alarm) < from);
    const collect = (known: readonly Alarm[], pagesLeft: number, before?: string): Observable<Loaded> =>
      this.api.list({ state: 'all', rfid, to, limit: PAGE, ...(before === undefined ? {} : { before }) }).pipe(
        switchMap((page) => {
          const alarms = [...known, ...page.alarms];
          const isBounded = page.next !== undefined && !isEnough(page);
          if (isBounded && pagesLeft > 1) return collect(alarms, pagesLeft - 1, page.next);
          return of({ rfid, alarms, isBounded });
        }),
      );
    return collect([], MAX_PAGES);
  }

  /** Emits when a reading belongs to an unknown alarm that has ended: it began and ended between two updates of the page. */
  private endedAlarms(): Observable<unknown> {
    const known = (): readonly unknown[] => (this.loadedState()?.alarms ?? []).map(({ alarm }) => alarm);
    return this.readings.arrived.pipe(
      map((readings) => readings.flatMap(({ reading }) => reading.alarm ?? [])),
      filter((alarms) => alarms.some((alarm) => alarm !== this.openAlarm() && !known().includes(alarm))),
    );
  }

  private lastOf(lengthMs: number): TimeWindow {
    const now = this.store.asOf();
    return { from: now - lengthMs, to: now + FURTHEST_AHEAD_MS };
  }

  /** Emits acknowledgements of the stream, and this page's own, which may succeed while the stream is down. */
  private acknowledgements(): Observable<unknown> {
    return this.pending.changes.pipe(
      filter((change) => change.kind === 'acknowledged' && change.acknowledgement.rfid === this.route.rfid()),
    );
  }
}

/** Adds recent readings to an open alarm. */
function withRecent(alarm: Alarm, recent: readonly RecentReading[]): Alarm {
  if (alarm.endedAt !== undefined) return alarm;
  const own = recent.filter(({ reading }) => reading.alarm === alarm.alarm);
  return own.reduce((known, { reading }) => withReading(known, reading.temperature), alarm);
}

function overlaps(alarm: Alarm, { from, to }: TimeWindow): boolean {
  return Date.parse(alarm.raisedAt) < to && endOf(alarm) >= from;
}

function endOf({ endedAt }: Alarm): number {
  return endedAt === undefined ? Infinity : Date.parse(endedAt);
}
