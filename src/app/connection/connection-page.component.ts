import { Component, computed, DOCUMENT, inject, NgZone, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { interval } from 'rxjs';

import { formatExactDuration } from '../formats/durations';
import { formatCount, formatShare } from '../formats/numbers';
import { formatTime } from '../formats/times';
import { ReadingsStore } from '../readings/readings.store';
import { ServerStore } from '../readings/server.store';
import { TabStream } from '../tabs/tab-stream';
import { CONNECTION_PAGE_TEXT } from '../messages/connection-page';
import { factsOfAmounts, factsOfNow, describeWrongClock } from './connection-facts';
import { type DatedJudgement, describeDelays, writeReport } from './connection-report';
import { CopyButtonComponent } from './copy-button.component';
import { DelayBarsComponent } from './delay-bars.component';
import { OutageListComponent } from './outage-list.component';
import { PathCheckComponent } from './path-check.component';
import { StreamMeter } from './stream-meter';

/** Diagnostics of the connection between server and page. */
@Component({
  selector: 'vw-connection-page',
  imports: [CopyButtonComponent, DelayBarsComponent, OutageListComponent, PathCheckComponent],
  templateUrl: './connection-page.component.html',
  styleUrls: ['./connection-page.component.css', './table.css'],
})
export class ConnectionPageComponent {
  private readonly readings = inject(ReadingsStore);
  private readonly server = inject(ServerStore);
  private readonly meter = inject(StreamMeter);
  private readonly tabs = inject(TabStream);
  private readonly window = inject(DOCUMENT).defaultView;

  protected readonly text = CONNECTION_PAGE_TEXT;
  protected readonly formatCount = formatCount;
  protected readonly formatExactDuration = formatExactDuration;
  protected readonly describeDelays = describeDelays;
  protected readonly clock = this.server.clock;
  private readonly protocol = protocolOf(this.window);
  private readonly path = signal<DatedJudgement | undefined>(undefined);
  protected readonly isReportShown = signal(false);
  private readonly latest = signal(this.readNumbers());
  protected readonly numbers = computed(() => this.latest().numbers);

  protected readonly now = computed(() =>
    factsOfNow({
      state: this.readings.connection(),
      role: this.tabs.role(),
      status: this.server.status(),
      clock: this.clock,
      numbers: this.numbers(),
      protocol: this.protocol,
    }),
  );
  protected readonly amounts = computed(() => factsOfAmounts(this.numbers()));
  protected readonly clockWarning = computed(() => describeWrongClock(this.latest().aheadMs));
  protected readonly precision = computed(() => {
    const { roundTripMs } = this.latest();
    return roundTripMs === undefined ? '' : this.text.delays.precision(formatExactDuration(roundTripMs / 2));
  });
  protected readonly delays = computed(() => [
    { name: this.text.delays.heartbeats, meaning: this.text.delays.heartbeatsAre, delays: this.numbers().heartbeats },
    { name: this.text.delays.ages, meaning: this.text.delays.agesAre, delays: this.numbers().ages },
  ]);
  protected readonly outages = computed(() => this.numbers().outages.latest);
  protected readonly openOutage = computed(() => this.numbers().outages.open);
  protected readonly outageSentence = computed(() => {
    const { count, open, liveShare } = this.numbers().outages;
    const { none, some, live, open: lost } = this.text.outages;
    const since = formatTime(this.clock.at(this.numbers().startedAt));
    const ended = count > 0 ? some(count, since) : none(since);
    const first = open ? lost(formatTime(this.clock.at(open.since))) : '';
    return [first, open && count === 0 ? '' : ended, live(formatShare(liveShare))].filter(Boolean).join(' ');
  });
  protected readonly report = computed(() =>
    writeReport({
      at: new Date(this.clock.now()),
      browser: this.window?.navigator.userAgent ?? '',
      now: this.now(),
      path: this.path(),
      heartbeats: this.numbers().heartbeats,
      ages: this.numbers().ages,
      openOutage: this.openOutage(),
      outages: this.outages(),
      outageSentence: this.outageSentence(),
      amounts: this.amounts(),
      toServerTime: (localMs) => this.clock.at(localMs),
    }),
  );

  constructor() {
    // Compares the clocks again.
    this.server.refresh();
    const seconds = interval(1_000).pipe(takeUntilDestroyed());
    inject(NgZone).runOutsideAngular(() => seconds.subscribe(() => this.latest.set(this.readNumbers())));
  }

  protected showReport({ target }: Event): void {
    this.isReportShown.set(target instanceof HTMLDetailsElement && target.open);
  }

  protected setPath(judgement: DatedJudgement): void {
    this.path.set(judgement);
  }

  private readNumbers() {
    const { aheadMs, roundTripMs } = this.clock;
    return { numbers: this.meter.read(), aheadMs, roundTripMs };
  }
}

/** [spec] Resource Timing: the protocol of the page load, which the streams use too. */
function protocolOf(window: Window | null): string {
  const [navigation] = window?.performance.getEntriesByType('navigation') ?? [];
  return navigation instanceof PerformanceNavigationTiming ? navigation.nextHopProtocol : '';
}
