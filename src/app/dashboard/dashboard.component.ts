import { Component, computed, DOCUMENT, effect, inject, signal, type Type } from '@angular/core';

import { formatTime } from '../formats/times';
import { ReadingsStore } from '../readings/readings.store';
import { ShowDirective } from '../routing/show.directive';
import { DASHBOARD_TEXT } from '../messages/dashboard';
import { Announcer } from './announcer';
import { ListNoteComponent } from './list-note.component';
import { ListStore } from './list.store';
import { LoadErrorComponent } from './load-error.component';
import { OrderHold } from './order-hold';
import { ReadingsTableComponent } from './readings-table.component';
import { SearchStore } from './search.store';
import { Sparklines } from './sparklines';
import { SummaryComponent } from './summary.component';
import { isTyping, ToolbarComponent } from './toolbar.component';
import { ViewStore } from './view.store';
import { WallScreen } from './wall-screen';

type LateParts = Readonly<Record<'EmptyStateComponent' | 'GapNoticeComponent', Type<unknown>>>;

/** Everyone's latest reading, on one page. */
@Component({
  selector: 'vw-dashboard',
  imports: [
    ListNoteComponent,
    LoadErrorComponent,
    ReadingsTableComponent,
    ShowDirective,
    SummaryComponent,
    ToolbarComponent,
  ],
  providers: [Announcer, ListStore, OrderHold, Sparklines, ViewStore, WallScreen],
  templateUrl: './dashboard.component.html',
  styleUrl: './dashboard.component.css',
  host: { '(document:keydown)': 'takeKey($event)' },
})
export class DashboardComponent {
  protected readonly store = inject(ReadingsStore);
  protected readonly list = inject(ListStore);
  protected readonly views = inject(ViewStore);
  protected readonly wall = inject(WallScreen);
  protected readonly announcer = inject(Announcer);
  private readonly search = inject(SearchStore);
  private readonly document = inject(DOCUMENT);

  protected readonly isEmpty = computed(() => this.store.isLoaded() && this.store.people().length === 0);
  /** What is shown then, or of a gap; `undefined` until it has been loaded, as hardly anybody sees it more than once. */
  protected readonly late = signal<LateParts | undefined>(undefined);

  protected readonly text = DASHBOARD_TEXT;
  protected readonly time = computed(() => formatTime(this.store.asOf()));
  protected readonly shown = computed(() =>
    DASHBOARD_TEXT.shown(this.list.people().length, this.store.people().length),
  );
  protected readonly none = computed(() => DASHBOARD_TEXT.none(this.views.view().filter, this.search.sought().trim()));

  constructor() {
    effect(() => {
      if (this.isEmpty() || this.store.gap()) void this.loadLate();
    });
  }

  protected showEveryone(): void {
    this.search.seek('');
    this.views.change({ filter: undefined });
  }

  /** F is for the full screen; Esc leaves it, also where it is none of the browser's. */
  protected takeKey({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): void {
    if (ctrlKey || altKey || metaKey || isTyping(this.document.activeElement)) return;
    if (this.document.querySelector('dialog[open]')) return;
    if (key.toLowerCase() === 'f') this.wall.toggle();
    if (key === 'Escape' && this.wall.isOn()) this.wall.leave();
  }

  private async loadLate(): Promise<void> {
    try {
      this.late.set(await import('./late-parts'));
    } catch {
      // The server is away, which the pill says, or has a newer build: that nobody is there stands in the tiles, a gap in the pill.
      this.late.set(undefined);
    }
  }
}
