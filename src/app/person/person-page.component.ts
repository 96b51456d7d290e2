import { Component, computed, inject, signal } from '@angular/core';

import { injectIsPrinting } from '../printing';
import { ReadingsStore } from '../readings/readings.store';
import { ServerStore } from '../readings/server.store';
import { UnitStore } from '../readings/unit.store';
import { PERSON_TEXT } from '../messages/person';
import { AlarmListComponent } from './alarm-list.component';
import { BucketTableComponent } from './bucket-table.component';
import { ExportComponent } from './export.component';
import { PersonAlarms } from './person-alarms';
import { RecentTrend } from './recent-trend';
import { PersonHeaderComponent } from './person-header.component';
import { PersonReadings } from './person-readings';
import { PersonRoute } from './person-route';
import { PersonTrend } from './person-trend';
import { largerRange, RANGE_MS, type TrendRange } from './person-view';
import { RangeSwitchComponent } from './range-switch.component';
import { ReadingTableComponent } from './reading-table.component';
import type { TimeWindow } from './time-window';
import { TrendChartComponent } from './trend-chart.component';
import { describeTrend, describeUnalarmed, describeWindow } from './trend-sentence';
import { NO_SERIES } from './trend-series';

/** Page of one person: current temperature, trend, alarms and readings. */
@Component({
  selector: 'vw-person-page',
  imports: [
    AlarmListComponent,
    BucketTableComponent,
    ExportComponent,
    PersonHeaderComponent,
    RangeSwitchComponent,
    ReadingTableComponent,
    TrendChartComponent,
  ],
  providers: [PersonRoute, PersonReadings, PersonTrend, RecentTrend, PersonAlarms],
  templateUrl: './person-page.component.html',
  styleUrl: './person-page.component.css',
})
export class PersonPageComponent {
  private readonly store = inject(ReadingsStore);
  private readonly route = inject(PersonRoute);
  private readonly readings = inject(PersonReadings);
  private readonly recentTrend = inject(RecentTrend);
  protected readonly trend = inject(PersonTrend);
  protected readonly alarms = inject(PersonAlarms);

  protected readonly text = PERSON_TEXT;
  protected readonly unit = inject(UnitStore).unit;
  protected readonly thresholds = inject(ServerStore).status;
  protected readonly rfid = this.route.rfid;
  protected readonly person = this.readings.person;
  protected readonly isLoaded = this.store.isLoaded;
  protected readonly isTableOpen = signal(false);
  protected readonly isPrinting = injectIsPrinting();
  /** Now, rounded down to a minute: texts show no seconds. */
  private readonly minute = computed(() => Math.floor(this.store.asOf() / 60_000) * 60_000);
  private readonly facts = computed(() => ({
    view: this.route.view(),
    window: this.trend.window(),
    series: this.trend.series(),
    alarms: this.alarms.alarms(),
    latest: this.readings.latest(),
    recent: this.recentTrend.recent(),
    unit: this.unit(),
    thresholds: this.thresholds(),
    now: this.minute(),
  }));
  /** The trend in a sentence. */
  protected readonly label = computed(() => {
    if (this.trend.isCurrent()) return describeTrend(this.facts());
    return this.isFailed() ? this.text.trend.failed : this.text.trend.loading;
  });
  protected readonly unalarmed = computed(() => {
    // A reading may arrive before its alarm.
    const isOpen = this.readings.latest()?.reading.status !== 'normal';
    const isKnown = this.trend.isCurrent() && this.alarms.state().name === 'loaded';
    return isKnown && !isOpen ? describeUnalarmed(this.facts()) : '';
  });
  protected readonly when = computed(() => describeWindow(this.facts()));
  private readonly isFailed = computed(() => this.trend.state().name === 'failed');
  /** Empty after a failure: the rest of an old view would look like the whole of the new one. */
  protected readonly series = computed(() =>
    this.isFailed() && !this.trend.isCurrent() ? NO_SERIES : this.trend.series(),
  );
  protected readonly isEmpty = computed(() => this.trend.isCurrent() && this.trend.series().buckets.length === 0);
  protected readonly larger = computed(() => largerRange({ from: 0, to: this.route.lengthMs() }));
  /** Whether the period is short enough to list individual readings. */
  protected readonly isShort = computed(() => this.route.lengthMs() <= RANGE_MS['1h']);

  protected show(range: TrendRange): void {
    this.route.show({ range, zoom: undefined });
  }

  protected zoomTo(zoom: TimeWindow): void {
    this.route.show({ range: this.route.view().range, zoom });
  }

  /** Remembers whether the user opened the table. Printing opens it automatically. */
  protected noteTable(isOpen: boolean): void {
    if (!this.isPrinting()) this.isTableOpen.set(isOpen);
  }

  protected reset(): void {
    this.show(this.route.view().range);
  }
}
