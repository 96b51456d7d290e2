import { Component, input } from '@angular/core';

import { formatExactDuration } from '../formats/durations';
import { TimePipe } from '../formats/pipes';
import type { ServerClock } from '../readings/server-clock';
import { CONNECTION_PAGE_TEXT } from '../messages/connection-page';
import { tellReplayed } from './connection-report';
import type { OpenOutage, Outage } from './outages';

/** The latest times in which the stream was lost. */
@Component({
  selector: 'vw-outage-list',
  imports: [TimePipe],
  templateUrl: './outage-list.component.html',
  styleUrl: './table.css',
})
export class OutageListComponent {
  readonly outages = input.required<readonly Outage[]>();
  /** The one that goes on. */
  readonly open = input<OpenOutage>();
  /** Times are told by it. */
  readonly clock = input.required<Pick<ServerClock, 'at'>>();

  protected readonly text = CONNECTION_PAGE_TEXT.outages;
  protected readonly formatExactDuration = formatExactDuration;
  protected readonly tellReplayed = tellReplayed;
}
