import { Component, computed, input } from '@angular/core';

import type { ConnectionState } from '../sse.service';
import { labelConnection } from './connection-text';

/** Says where the connection stands, in a word, a shape and a colour. */
@Component({
  selector: 'vw-connection-pill',
  templateUrl: './connection-pill.component.html',
  styleUrl: './connection-pill.component.css',
})
export class ConnectionPillComponent {
  readonly state = input.required<ConnectionState>();

  protected readonly label = computed(() => labelConnection(this.state()));
}
