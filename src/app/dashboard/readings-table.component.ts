import {
  afterNextRender,
  afterRenderEffect,
  Component,
  computed,
  DOCUMENT,
  effect,
  type ElementRef,
  inject,
  Injector,
  signal,
  viewChild,
} from '@angular/core';

import type { Person } from '../readings/person';
import { ReadingsStore } from '../readings/readings.store';
import { ServerStore } from '../readings/server.store';
import { UnitStore } from '../readings/unit.store';
import { DASHBOARD_TEXT } from '../messages/dashboard';
import { ListStore } from './list.store';
import { OrderHold } from './order-hold';
import { injectPrintRows } from './print-rows';
import { ReadingRowComponent } from './reading-row.component';
import { injectRowHeight } from './row-height';
import { rowAfterKey } from './row-keys';
import { shiftOfRows } from './row-shift';
import { injectRowWindow } from './row-window';
import { SortHeadingComponent } from './sort-heading.component';
import { SparkColoursComponent } from './spark-colours.component';
import { injectSteadyRows } from './steady-rows';
import type { Sort } from './view';
import { ViewStore } from './view.store';

/** A row that is there, and its place in the list. */
interface Row {
  readonly person: Person;
  readonly index: number;
}

/** The list of people. Of ten thousand rows only those on the screen are there, and the one that has the focus. */
@Component({
  selector: 'vw-readings-table',
  imports: [ReadingRowComponent, SortHeadingComponent, SparkColoursComponent],
  templateUrl: './readings-table.component.html',
  styleUrl: './readings-table.component.css',
})
export class ReadingsTableComponent {
  protected readonly store = inject(ReadingsStore);
  protected readonly list = inject(ListStore);
  private readonly views = inject(ViewStore);
  private readonly hold = inject(OrderHold);
  private readonly server = inject(ServerStore);
  private readonly document = inject(DOCUMENT);
  private readonly window = this.document.defaultView;
  private readonly injector = inject(Injector);

  private readonly ruler = viewChild.required<ElementRef<HTMLElement>>('ruler');
  private readonly rowGroup = viewChild.required<ElementRef<HTMLElement>>('rowGroup');

  protected readonly text = DASHBOARD_TEXT;
  protected readonly unit = inject(UnitStore).unit;
  protected readonly sort = computed(() => this.views.view().sort);
  protected readonly staleAfterMs = computed(() => this.server.status().staleAfterMs);
  protected readonly rowHeight = injectRowHeight(this.ruler);
  private readonly count = computed(() => this.list.people().length);
  private readonly onScreen = injectRowWindow(this.rowGroup, this.rowHeight, this.count);
  protected readonly printed = injectPrintRows(this.count);
  /** Whose row the Tab key comes to: the one that had the focus last. */
  private readonly reached = signal<Person | undefined>(undefined);
  private readonly hasFocus = signal(false);
  private readonly reachedIndex = computed(() => {
    const reached = this.reached();
    return reached ? this.list.people().indexOf(reached) : -1;
  });
  protected readonly tabIndex = computed(() => Math.max(this.reachedIndex(), 0));
  protected readonly rows = computed(() => this.rowsAt(this.indices()));
  private before: readonly Person[] = [];
  private isMoving = false;

  constructor() {
    effect(() => this.keepPlace(this.list.people()));
    injectSteadyRows(this.rowGroup, this.hold.isHeld);
    effect((onCleanup) => onCleanup(this.hold.follow(this.rowGroup().nativeElement)));
    afterRenderEffect(() => {
      this.rows();
      this.keepFocus();
    });
  }

  protected sortBy(sort: Sort): void {
    this.views.change({ sort });
  }

  protected focusCame({ target }: FocusEvent): void {
    const row = target instanceof Element && target.closest<HTMLElement>('[aria-rowindex]');
    if (!row) return;
    this.reached.set(this.list.people()[Number(row.getAttribute('aria-rowindex')) - 2]);
    this.hasFocus.set(true);
    this.hold.key();
  }

  protected focusWent({ relatedTarget }: FocusEvent): void {
    if (relatedTarget instanceof Node && this.rowGroup().nativeElement.contains(relatedTarget)) return;
    // A window that isn't in front keeps its focus for when it is again.
    if (!relatedTarget && !this.document.hasFocus()) return;
    if (!this.isMoving) this.letFocusGo();
  }

  protected goByKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const page = Math.max(1, Math.floor((this.window?.innerHeight ?? 0) / this.rowHeight()) - 4);
    const to = rowAfterKey(event.key, this.tabIndex(), this.count(), page);
    const person = to === undefined ? undefined : this.list.people()[to];
    if (!person) return;
    event.preventDefault();
    this.hold.key();
    this.reached.set(person);
    this.hasFocus.set(true);
    afterNextRender({ read: () => this.focusReached() }, { injector: this.injector });
  }

  /** A row that the list puts elsewhere in the page loses the focus by that, and gets it back. */
  private keepFocus(): void {
    this.isMoving = false;
    if (!this.hasFocus() || this.rowGroup().nativeElement.contains(this.document.activeElement)) return;
    if (this.link()) this.focusReached();
    else this.letFocusGo();
  }

  private letFocusGo(): void {
    this.hasFocus.set(false);
    this.hold.keyAway();
  }

  private focusReached(): void {
    this.link()?.focus();
  }

  private link(): HTMLElement | null {
    return this.rowGroup().nativeElement.querySelector<HTMLElement>(`[aria-rowindex="${this.reachedIndex() + 2}"] a`);
  }

  /** The rows to draw: those on the screen (or on paper), and the one that the keyboard is at. */
  private indices(): readonly number[] {
    const { first, end } = this.printed() ?? this.onScreen();
    const indices = Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset);
    const reached = this.hasFocus() ? this.reachedIndex() : -1;
    if (this.printed() || reached < 0) return indices;
    if (reached < first) return [reached, ...indices];
    return reached >= end ? [...indices, reached] : indices;
  }

  private rowsAt(indices: readonly number[]): readonly Row[] {
    const people = this.list.people();
    return indices.flatMap((index) => {
      const person = people[index];
      return person ? { person, index } : [];
    });
  }

  /** Whoever has scrolled down goes on reading the same rows when others move to the top. */
  private keepPlace(people: readonly Person[]): void {
    const { before } = this;
    this.before = people;
    this.isMoving = before !== people;
    const scrolledPx = -this.rowGroup().nativeElement.getBoundingClientRect().top;
    if (scrolledPx <= 0 || before === people) return;
    const shift = shiftOfRows(before, people, Math.floor(scrolledPx / this.rowHeight()));
    if (shift !== 0) this.window?.scrollBy({ top: shift * this.rowHeight(), behavior: 'instant' });
  }
}
