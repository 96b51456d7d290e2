import { Component, input } from '@angular/core';

import { CountPipe } from '../readings/count.pipe';
import type { Summary } from '../readings/summary';
import { StatusMarkComponent } from './status-mark.component';

/** The table in a few numbers. */
@Component({
  selector: 'vw-summary',
  imports: [CountPipe, StatusMarkComponent],
  templateUrl: './summary.component.html',
  styleUrl: './summary.component.css',
})
export class SummaryComponent {
  readonly summary = input.required<Summary>();
}
