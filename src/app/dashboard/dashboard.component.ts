import { Component, inject } from '@angular/core';

import { GapNoticeComponent } from '../connection/gap-notice.component';
import { ReadingsStore } from '../readings/readings.store';
import { TimePipe } from '../readings/time.pipe';
import { AGE_TEXT } from '../texts/ages';
import { EmptyStateComponent } from './empty-state.component';
import { LoadErrorComponent } from './load-error.component';
import { ReadingsTableComponent } from './readings-table.component';
import { SummaryComponent } from './summary.component';

/** Everyone's latest reading, on one page. */
@Component({
  selector: 'vw-dashboard',
  imports: [
    EmptyStateComponent,
    GapNoticeComponent,
    LoadErrorComponent,
    ReadingsTableComponent,
    SummaryComponent,
    TimePipe,
  ],
  templateUrl: './dashboard.component.html',
  styleUrl: './dashboard.component.css',
})
export class DashboardComponent {
  protected readonly store = inject(ReadingsStore);

  protected readonly ages = AGE_TEXT;
}
