import { Component, input } from '@angular/core';
import type { Status } from '@contract/status';

/** A shape for a state: triangles that point where the temperature went, a dot for normal, a hollow one for stale, an hourglass for late. */
@Component({
  selector: 'vw-status-mark',
  templateUrl: './status-mark.component.html',
  styleUrl: './status-mark.component.css',
})
export class StatusMarkComponent {
  readonly mark = input.required<Status | 'late' | 'stale'>();
}
