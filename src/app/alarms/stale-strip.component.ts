import { Component, computed, inject } from '@angular/core';

import { StatusMarkComponent } from '../readings/status-mark.component';
import { ReadingsStore } from '../readings/readings.store';
import { ServerStore } from '../readings/server.store';
import { ALARMS_TEXT } from '../messages/alarms';

/** Sensors that have fallen silent: a technical matter, which goes by itself. While the page isn't live nothing is known of it. */
@Component({
  selector: 'vw-stale-strip',
  imports: [StatusMarkComponent],
  template: `
    @if (count() > 0) {
      <aside [attr.aria-label]="label">
        <vw-status-mark mark="stale" />
        <a href="/?filter=stale">{{ text() }}</a>
      </aside>
    }
  `,
  styles: `
    aside {
      display: flex;
      gap: 0.4rem;
      align-items: baseline;
      box-sizing: border-box;
      max-width: var(--page-width);
      margin-inline: auto;
      padding: 0.35rem var(--page-padding);
      color: var(--muted);
      font-size: 0.875rem;
    }

    a {
      color: inherit;
    }
  `,
})
export class StaleStripComponent {
  private readonly readings = inject(ReadingsStore);
  private readonly server = inject(ServerStore);

  protected readonly label = ALARMS_TEXT.stale.label;
  protected readonly count = computed(() => (this.readings.isLive() ? this.readings.summary().stale : 0));
  protected readonly text = computed(() => ALARMS_TEXT.stale.silent(this.count(), this.server.status().staleAfterMs));
}
