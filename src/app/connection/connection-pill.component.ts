import { Component, computed, input } from '@angular/core';

import { formatCount } from '../formats/numbers';
import type { ConnectionState, SseGap } from '../sse.service';
import { CONNECTION_TEXT } from '../messages/connection';
import { labelConnection, labelGap } from './connection-text';

/** What the pill looks like: a state of the connection, or what is to be known of a stream that is there. */
type PillFace = ConnectionState['name'] | 'paused' | 'gap' | 'replayed';

/** Says where the connection stands, in words, a shape and a colour. Leads to the page that tells more. */
@Component({
  selector: 'vw-connection-pill',
  templateUrl: './connection-pill.component.html',
  styleUrl: './connection-pill.component.css',
})
export class ConnectionPillComponent {
  readonly state = input.required<ConnectionState>();
  /** The gap that nobody has dismissed. */
  readonly gap = input<SseGap>();
  /** How many events a reconnect has just brought that had been missed. */
  readonly replayed = input(0);
  /** The reader has stopped the page; the stream goes on. */
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
