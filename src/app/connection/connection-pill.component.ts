import { Component, computed, input } from '@angular/core';

import { formatCount } from '../formats/numbers';
import type { ConnectionState, SseGap } from '../sse.service';
import { CONNECTION_TEXT } from '../messages/connection';
import { labelConnection, labelGap } from './connection-text';

/** Appearance of the pill: a connection state, or a condition of a connected stream. */
type PillFace = ConnectionState['name'] | 'paused' | 'gap' | 'replayed';

/** Shows the connection state as text, icon and colour. Links to the connection page. */
@Component({
  selector: 'vw-connection-pill',
  templateUrl: './connection-pill.component.html',
  styleUrl: './connection-pill.component.css',
})
export class ConnectionPillComponent {
  readonly state = input.required<ConnectionState>();
  /** The gap that is not dismissed yet. */
  readonly gap = input<SseGap>();
  /** Number of events that a reconnect has just replayed. */
  readonly replayed = input(0);
  /** Whether the user has paused updates of the page. */
  readonly isPaused = input(false);

  protected readonly text = CONNECTION_TEXT.pill;
  protected readonly face = computed<PillFace>(() => {
    const { name } = this.state();
    if (name !== 'live' && name !== 'connecting') return name;
    if (this.gap()) return 'gap';
    if (name === 'connecting') return name;
    if (this.isPaused()) return 'paused';
    return this.replayed() > 0 ? 'replayed' : name;
  });
  protected readonly label = computed(() => {
    const word = this.isPaused() && this.state().name === 'live' ? this.text.paused : labelConnection(this.state());
    const gap = this.gap();
    if (this.face() === 'gap' && gap) return `${word} · ${labelGap(gap)}`;
    return this.face() === 'replayed' ? `${word} · ${this.text.replayed(formatCount(this.replayed()))}` : word;
  });
}
