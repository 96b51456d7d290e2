import { Component, input } from '@angular/core';

import { formatExactDuration } from '../formats/durations';
import { TimePipe } from '../formats/pipes';
import type { ServerClock } from '../readings/server-clock';
import { CONNECTION_PAGE_TEXT } from '../messages/connection-page';
import { formatReplayed } from './connection-report';
import type { OpenOutage, Outage } from './outages';

/** Table of the latest outages. */
@Component({
  selector: 'vw-outage-list',
  imports: [TimePipe],
  templateUrl: './outage-list.component.html',
  styleUrl: './table.css',
})
export class OutageListComponent {
  readonly outages = input.required<readonly Outage[]>();
  /** The current outage. */
  readonly open = input<OpenOutage>();
  /** Converts device time to server time. */
  readonly clock = input.required<Pick<ServerClock, 'at'>>();

  protected readonly text = CONNECTION_PAGE_TEXT.outages;
  protected readonly formatExactDuration = formatExactDuration;
  protected readonly formatReplayed = formatReplayed;
}
