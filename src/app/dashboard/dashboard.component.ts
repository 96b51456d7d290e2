import { Component, computed, DOCUMENT, inject } from '@angular/core';

import { formatTime } from '../formats/times';
import { DASHBOARD_TEXT } from '../messages/dashboard';
import { ReadingsStore } from '../readings/readings.store';
import { Announcer } from './announcer';
import { EmptyStateComponent } from './empty-state.component';
import { GapNoticeComponent } from './gap-notice.component';
import { HourLines } from './hour-lines';
import { ListNoteComponent } from './list-note.component';
import { ListStore } from './list.store';
import { LoadErrorComponent } from './load-error.component';
import { OrderHold } from './order-hold';
import { ReadingsTableComponent } from './readings-table.component';
import { SearchStore } from './search';
import { SummaryComponent } from './summary.component';
import { isTyping, ToolbarComponent } from './toolbar.component';
import { ViewStore } from './view.store';
import { WallComponent } from './wall.component';
import { WallScreen } from './wall-screen';

/** The overview: everyone's latest reading. */
@Component({
  selector: 'vw-dashboard',
  imports: [
    EmptyStateComponent,
    GapNoticeComponent,
    ListNoteComponent,
    LoadErrorComponent,
    ReadingsTableComponent,
    SummaryComponent,
    ToolbarComponent,
    WallComponent,
  ],
  providers: [Announcer, HourLines, ListStore, OrderHold, ViewStore, WallScreen],
  templateUrl: './dashboard.component.html',
  styleUrl: './dashboard.component.css',
  host: { '(document:keydown)': 'onKeydown($event)' },
})
export class DashboardComponent {
  protected readonly store = inject(ReadingsStore);
  protected readonly list = inject(ListStore);
  protected readonly views = inject(ViewStore);
  protected readonly wall = inject(WallScreen);
  protected readonly announcer = inject(Announcer);
  private readonly search = inject(SearchStore);
  private readonly document = inject(DOCUMENT);

  protected readonly text = DASHBOARD_TEXT;
  protected readonly time = computed(() => formatTime(this.store.asOf()));
  protected readonly shown = computed(() => this.text.shown(this.list.people().length, this.store.people().length));
  protected readonly noPeople = computed(() => this.text.noPeople(this.views.view().filter, this.search.text().trim()));

  protected showAll(): void {
    this.search.setText('');
    this.views.change({ filter: undefined });
  }

  /** F toggles the full screen. Esc exits it, also where the browser doesn't. */
  protected onKeydown({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): void {
    if (ctrlKey || altKey || metaKey || isTyping(this.document.activeElement)) return;
    if (this.document.querySelector('dialog[open]')) return;
    if (key.toLowerCase() === 'f') this.wall.toggle();
    if (key === 'Escape' && this.wall.isOn()) this.wall.exit();
  }
}
