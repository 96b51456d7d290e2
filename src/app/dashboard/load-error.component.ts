import { Component, input, output } from '@angular/core';

import type { LoadFailure } from '../feed/snapshot-loader';
import { TimePipe } from '../readings/time.pipe';

/** Says why there is nothing (newer) to show, and what happens about it. */
@Component({
  selector: 'vw-load-error',
  imports: [TimePipe],
  templateUrl: './load-error.component.html',
  styleUrl: './load-error.component.css',
})
export class LoadErrorComponent {
  readonly failure = input.required<LoadFailure>();

  readonly retried = output();
}
