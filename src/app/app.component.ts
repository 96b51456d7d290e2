import { Component, computed, DOCUMENT, effect, inject } from '@angular/core';

import { ConnectionPillComponent } from './connection/connection-pill.component';
import { describeConnection, describeFailedLoad, describeGap } from './connection/connection-text';
import { StreamMeter } from './connection/stream-meter';
import { ReadingsStore } from './readings/readings.store';
import { ServerStore } from './readings/server.store';
import { UnitSwitchComponent } from './readings/unit-switch.component';
import { Address } from './routing/address';
import { PageOutletComponent } from './routing/page-outlet.component';
import { SHELL_TEXT } from './texts/shell';

/** The shell around every page: what is always true of the connection, and where to go. */
@Component({
  selector: 'vw-root',
  imports: [ConnectionPillComponent, PageOutletComponent, UnitSwitchComponent],
  templateUrl: './app.component.html',
  styleUrl: './app.component.css',
})
export class AppComponent {
  private readonly readings = inject(ReadingsStore);
  private readonly server = inject(ServerStore);
  private readonly meter = inject(StreamMeter);

  private readonly address = inject(Address);
  private readonly document = inject(DOCUMENT);

  protected readonly text = SHELL_TEXT;
  protected readonly links = [
    { href: '/', name: SHELL_TEXT.links.readings },
    { href: '/alarms', name: SHELL_TEXT.links.alarms },
    { href: '/connection', name: SHELL_TEXT.links.connection },
  ];
  protected readonly path = this.address.path;
  protected readonly connection = this.readings.connection;
  protected readonly gap = this.readings.gap;
  protected readonly replayed = this.meter.replayed;
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
    const { document, address } = this;
    effect(() => (document.title = address.match()?.route.title ?? ''));
  }

  protected skipTo(main: HTMLElement, event: Event): void {
    // Following the link would load the page at its base address.
    event.preventDefault();
    main.focus();
  }
}
