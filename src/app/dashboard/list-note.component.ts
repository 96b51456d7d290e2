import { Component, computed, inject } from '@angular/core';

import { formatTime } from '../formats/times';
import { UpdateRateStore } from '../readings/update-rate.store';
import { ReadingsStore } from '../readings/readings.store';
import { DASHBOARD_TEXT } from '../messages/dashboard';
import { ListStore } from './list.store';

/** Says when the list isn't as it would be: because it is paused, or because somebody is at it. */
@Component({
  selector: 'vw-list-note',
  templateUrl: './list-note.component.html',
  styleUrl: './list-note.component.css',
})
export class ListNoteComponent {
  protected readonly store = inject(ReadingsStore);
  protected readonly list = inject(ListStore);
  private readonly pace = inject(UpdateRateStore);

  protected readonly text = DASHBOARD_TEXT;
  protected readonly paused = computed(() => {
    const { pausedAt, waiting } = DASHBOARD_TEXT.pace;
    return `${pausedAt(formatTime(this.store.asOf()))}${waiting(this.store.pendingCount())}`;
  });
  protected readonly held = computed(() => {
    const { worse, arrived } = this.list.news();
    return DASHBOARD_TEXT.held(worse, arrived);
  });

  protected goOn(): void {
    this.pace.choose('fast');
  }
}
