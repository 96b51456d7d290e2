import { Component, computed, DOCUMENT, effect, type ElementRef, inject, viewChild } from '@angular/core';

import { countInTitle } from './alarms/alarm-title';
import { AlarmsFeed } from './alarms/alarms-feed';
import { ConnectionPillComponent } from './connection/connection-pill.component';
import { describeConnection, describeFailedLoad, describeGap } from './connection/connection-text';
import { StreamMeter } from './connection/stream-meter';
import { injectIsPrinting } from './printing';
import { formatDateTime, formatTime } from './formats/times';
import { ReadingsStore } from './readings/readings.store';
import { ServerStore } from './readings/server.store';
import { UnitSwitchComponent } from './readings/unit-switch.component';
import { Address } from './routing/address';
import { PageOutletComponent } from './routing/page-outlet.component';
import { ShowDirective } from './routing/show.directive';
import { injectShellParts } from './shell-parts.loader';
import { StickyHeader } from './sticky-header';
import { AGE_TEXT } from './messages/words';
import { SHELL_TEXT } from './messages/shell';

/** The shell around every page: what is always true of the connection, and where to go. */
@Component({
  selector: 'vw-root',
  imports: [ConnectionPillComponent, PageOutletComponent, ShowDirective, UnitSwitchComponent],
  templateUrl: './app.component.html',
  styleUrl: './app.component.css',
})
export class AppComponent {
  // Both follow the feed from its beginning, so both are made here; the store of the alarms comes after the first readings.
  private readonly readings = inject(ReadingsStore);
  private readonly alarms = inject(AlarmsFeed);
  private readonly server = inject(ServerStore);
  private readonly meter = inject(StreamMeter);

  private readonly address = inject(Address);
  private readonly document = inject(DOCUMENT);
  private readonly stickyHeader = inject(StickyHeader);

  private readonly header = viewChild.required<ElementRef<HTMLElement>>('header');
  private readonly bar = viewChild.required<ElementRef<HTMLElement>>('bar');

  protected readonly text = SHELL_TEXT;
  protected readonly links = [
    { href: '/', name: SHELL_TEXT.pages.readings },
    { href: '/alarms', name: SHELL_TEXT.pages.alarms },
    { href: '/connection', name: SHELL_TEXT.pages.connection },
  ];
  protected readonly path = this.address.path;
  protected readonly connection = this.readings.connection;
  protected readonly gap = this.readings.gap;
  protected readonly isPaused = this.readings.isPaused;
  protected readonly replayed = this.meter.replayed;
  // Whoever may not see the readings has to find out as whom they are signed in.
  private readonly parts = injectShellParts(computed(() => this.readings.isLoaded() || !!this.readings.failure()));
  protected readonly shellParts = computed(() => {
    const parts = this.parts();
    return parts === 'failed' ? undefined : parts;
  });
  protected readonly partsFailed = computed(() => this.parts() === 'failed');
  /** On the paper of another page the alarms of all patients have no business. */
  protected readonly isOfEveryone = computed(() => ['/', '/alarms'].includes(this.address.match()?.route.path ?? '/'));
  protected readonly isPrinting = injectIsPrinting();
  /** Every page is of this time while the stream isn't live. */
  protected readonly asOf = computed(() => {
    const isKnown = this.readings.isLoaded() && !this.readings.isLive();
    return isKnown ? AGE_TEXT.allAsOf(formatTime(this.readings.asOf())) : undefined;
  });
  protected readonly isDemo = computed(() => this.server.status().isDemo);
  protected readonly announcement = computed(() => {
    const failure = this.readings.failure();
    return failure ? describeFailedLoad(failure, this.connection()) : describeConnection(this.connection());
  });
  protected readonly gapAnnouncement = computed(() => {
    const gap = this.gap();
    return gap ? describeGap(gap) : '';
  });

  constructor() {
    const { document, address, alarms } = this;
    effect(() => {
      const title = SHELL_TEXT.title(address.page()?.title ?? '');
      document.title = countInTitle(title, alarms.openCount());
    });
    effect((onCleanup) => onCleanup(this.stickyHeader.follow(this.header().nativeElement, this.bar().nativeElement)));
  }

  protected printed(): string {
    return SHELL_TEXT.printed(formatDateTime(this.server.clock.now()));
  }

  /** What shows alarms isn't there: the server has a newer build, or was away in that moment. */
  protected reload(): void {
    this.document.location.reload();
  }

  protected skipTo(main: HTMLElement, event: Event): void {
    // Following the link would load the page at its base address.
    event.preventDefault();
    main.focus();
  }
}
