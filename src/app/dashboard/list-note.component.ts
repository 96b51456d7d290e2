import { Component, computed, inject } from '@angular/core';

import { formatTime } from '../formats/times';
import { DASHBOARD_TEXT } from '../messages/dashboard';
import { ReadingsStore } from '../readings/readings.store';
import { UpdateRateStore } from '../readings/update-rate.store';
import { ListStore } from './list.store';

/** Shows that the list is paused, or that its order is held. */
@Component({
  selector: 'vw-list-note',
  template: `
    @if (store.isPaused()) {
      <p class="paused">
        <svg viewBox="0 0 12 12" aria-hidden="true"><path d="M3 2h2v8H3zM7 2h2v8H7z" /></svg>
        {{ paused() }}
        <button type="button" (click)="resume()">{{ text.updateRate.resume }}</button>
      </p>
    } @else if (list.isHeld()) {
      <p class="held">
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <path d="M3 5V4a3 3 0 0 1 6 0v1h1v6H2V5Zm1.4 0h3.2V4a1.6 1.6 0 0 0-3.2 0Z" />
        </svg>
        {{ held() }}
      </p>
    }
  `,
  styles: `
    :host {
      margin-inline-start: auto;
    }

    p {
      display: inline-flex;
      align-items: center;
      gap: 0.4rem;
      color: var(--muted);
      font-size: 0.875rem;
      font-weight: 600;
      font-variant-numeric: tabular-nums;
    }

    svg {
      width: 0.75rem;
      height: 0.75rem;
      fill: currentcolor;
    }

    .paused {
      color: var(--waiting);
    }

    button {
      margin-inline-start: 0.3rem;
      padding: 0.1rem 0.6rem;
    }

    @media print {
      .held,
      button {
        display: none;
      }
    }
  `,
})
export class ListNoteComponent {
  protected readonly store = inject(ReadingsStore);
  protected readonly list = inject(ListStore);
  private readonly updateRates = inject(UpdateRateStore);

  protected readonly text = DASHBOARD_TEXT;
  protected readonly paused = computed(() =>
    DASHBOARD_TEXT.updateRate.paused(formatTime(this.store.asOf()), this.store.pendingCount()),
  );
  protected readonly held = computed(() => {
    const { worse, added } = this.list.changesWhileHeld();
    return DASHBOARD_TEXT.held(worse, added);
  });

  protected resume(): void {
    this.updateRates.choose('fast');
  }
}
