import { computed, inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import type { Alarm } from '@contract/alarm';
import { FURTHEST_AHEAD_MS } from '@contract/reading-time';
import { filter, map, merge, type Observable, of, startWith, Subject, switchMap } from 'rxjs';

import { withReading } from '../alarms/alarm-book';
import { AlarmsApi, type AlarmsPage } from '../alarms/alarms.api';
import { AlarmsStore } from '../alarms/alarms.store';
import { ReadingsStore } from '../readings/readings.store';
import { type LoadState, loadStates } from './load-state';
import { PersonReadings, type RecentReading } from './person-readings';
import { PersonRoute } from './person-route';
import { RANGE_MS } from './person-view';
import { PersonTrend } from './person-trend';
import { injectRefreshes } from './refreshes';
import type { TimeWindow } from './time-window';

interface Loaded {
  readonly rfid: string;
  readonly alarms: readonly Alarm[];
  /** Whether there may be more of them, further back. */
  readonly isBounded: boolean;
}

const PAGE = 100;
/** More alarms than anybody reads, or sees in a chart. */
const MOST_PAGES = 5;

/** The alarms of one person that reach into the time shown. */
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
    return loaded.alarms.filter((alarm) => reachesInto(alarm, window)).map((alarm) => withRecent(alarm, recent));
  });
  private readonly openAlarm = computed(() => this.readings.latest()?.reading.alarm);
  private readonly request = computed(() => {
    if (!this.store.isLoaded()) return undefined;
    // When the person gets an alarm, or has it no longer, there is news of it.
    return { rfid: this.route.rfid(), view: this.route.view(), openAlarm: this.openAlarm() };
  });

  constructor() {
    const again = merge(injectRefreshes(), this.retries, this.acknowledgements(), this.endedAlarms());
    toObservable(this.request)
      .pipe(
        filter((request) => request !== undefined),
        switchMap((request) =>
          again.pipe(
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

  /** Loads again what could not be loaded. */
  retry(): void {
    this.retries.next();
  }

  /** Alarms of one person don't overlap: going back, after the first that ended before the window none reaches into it. */
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
    return collect([], MOST_PAGES);
  }

  /** Emits when a reading belongs to an alarm that isn't known, and is over: it began and ended before the page showed either. */
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

  /** Those of the stream, and our own, which may have been answered while that is down. */
  private acknowledgements(): Observable<unknown> {
    return this.pending.changes.pipe(
      filter((change) => change.kind === 'acknowledged' && change.acknowledgement.rfid === this.route.rfid()),
    );
  }
}

/** An open alarm goes on with the readings that come. */
function withRecent(alarm: Alarm, recent: readonly RecentReading[]): Alarm {
  if (alarm.endedAt !== undefined) return alarm;
  const own = recent.filter(({ reading }) => reading.alarm === alarm.alarm);
  return own.reduce((known, { reading }) => withReading(known, reading.temperature), alarm);
}

function reachesInto(alarm: Alarm, { from, to }: TimeWindow): boolean {
  return Date.parse(alarm.raisedAt) < to && endOf(alarm) >= from;
}

function endOf({ endedAt }: Alarm): number {
  return endedAt === undefined ? Infinity : Date.parse(endedAt);
}
