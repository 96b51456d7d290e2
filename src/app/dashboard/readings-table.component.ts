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
import { DASHBOARD_TEXT } from '../messages/dashboard';
import { ListStore } from './list.store';
import { OrderHold } from './order-hold';
import { ReadingRowComponent } from './reading-row.component';
import { injectPrintedRows, injectRowHeight, injectRowWindow, rowAfterKey } from './row-window';
import { injectHeaderCompensation, shiftOfRows } from './scroll-anchoring';
import { SortHeadingComponent } from './sort-heading.component';
import { SparklineGradientComponent } from './sparkline.component';
import { type Sort, ViewStore } from './view.store';

/** A rendered row, and its index in the list. */
interface Row {
  readonly person: Person;
  readonly index: number;
}

/** The table of people. Of ten thousand rows it renders only those on the screen, and the focused one. */
@Component({
  selector: 'vw-readings-table',
  imports: [ReadingRowComponent, SortHeadingComponent, SparklineGradientComponent],
  templateUrl: './readings-table.component.html',
  styleUrl: './readings-table.component.css',
})
export class ReadingsTableComponent {
  protected readonly list = inject(ListStore);
  private readonly views = inject(ViewStore);
  private readonly hold = inject(OrderHold);
  private readonly document = inject(DOCUMENT);
  private readonly window = this.document.defaultView;
  private readonly injector = inject(Injector);

  private readonly ruler = viewChild.required<ElementRef<HTMLElement>>('ruler');
  private readonly rowGroup = viewChild.required<ElementRef<HTMLElement>>('rowGroup');

  protected readonly text = DASHBOARD_TEXT;
  protected readonly sort = computed(() => this.views.view().sort);
  protected readonly rowHeight = injectRowHeight(this.ruler);
  private readonly count = computed(() => this.list.people().length);
  private readonly onScreen = injectRowWindow(this.rowGroup, this.rowHeight, this.count);
  protected readonly printed = injectPrintedRows(this.count);
  /** Person of the row that had the focus last, which is the table's tab stop. */
  private readonly active = signal<Person | undefined>(undefined);
  private readonly hasFocus = signal(false);
  private readonly activeIndex = computed(() => {
    const active = this.active();
    return active ? this.list.people().indexOf(active) : -1;
  });
  protected readonly tabStop = computed(() => Math.max(this.activeIndex(), 0));
  protected readonly rows = computed(() => this.rowsAt(this.indices()));
  private previous: readonly Person[] = [];
  private isMoving = false;

  constructor() {
    effect(() => this.anchorScroll(this.list.people()));
    injectHeaderCompensation(this.rowGroup, this.hold.isHeld);
    effect((onCleanup) => onCleanup(this.hold.follow(this.rowGroup().nativeElement)));
    afterRenderEffect(() => {
      this.rows();
      this.restoreFocus();
    });
  }

  protected sortBy(sort: Sort): void {
    this.views.change({ sort });
  }

  protected onFocusIn({ target }: FocusEvent): void {
    const row = target instanceof Element && target.closest<HTMLElement>('[aria-rowindex]');
    if (!row) return;
    this.active.set(this.list.people()[Number(row.getAttribute('aria-rowindex')) - 2]);
    this.hasFocus.set(true);
    this.hold.key();
  }

  protected onFocusOut({ relatedTarget }: FocusEvent): void {
    if (relatedTarget instanceof Node && this.rowGroup().nativeElement.contains(relatedTarget)) return;
    // The window lost the focus, not the row: it has the focus again when the window is back in front.
    if (!relatedTarget && !this.document.hasFocus()) return;
    if (!this.isMoving) this.clearFocus();
  }

  protected onKeydown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const page = Math.max(1, Math.floor((this.window?.innerHeight ?? 0) / this.rowHeight()) - 4);
    const to = rowAfterKey(event.key, this.tabStop(), this.count(), page);
    const person = to === undefined ? undefined : this.list.people()[to];
    if (!person) return;
    event.preventDefault();
    this.hold.key();
    this.active.set(person);
    this.hasFocus.set(true);
    afterNextRender({ read: () => this.focusActive() }, { injector: this.injector });
  }

  /** Restores the focus of a row that lost it because the list moved its element. */
  private restoreFocus(): void {
    this.isMoving = false;
    if (!this.hasFocus() || this.rowGroup().nativeElement.contains(this.document.activeElement)) return;
    if (this.activeLink()) this.focusActive();
    else this.clearFocus();
  }

  private clearFocus(): void {
    this.hasFocus.set(false);
    this.hold.keyAway();
  }

  private focusActive(): void {
    this.activeLink()?.focus();
  }

  private activeLink(): HTMLElement | null {
    return this.rowGroup().nativeElement.querySelector<HTMLElement>(`[aria-rowindex="${this.activeIndex() + 2}"] a`);
  }

  /** Indices of the rows to render: those on the screen (or on paper), and the focused one. */
  private indices(): readonly number[] {
    const { first, end } = this.printed() ?? this.onScreen();
    const indices = Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset);
    const active = this.hasFocus() ? this.activeIndex() : -1;
    if (this.printed() || active < 0) return indices;
    if (active < first) return [active, ...indices];
    return active >= end ? [...indices, active] : indices;
  }

  private rowsAt(indices: readonly number[]): readonly Row[] {
    const people = this.list.people();
    return indices.flatMap((index) => {
      const person = people[index];
      return person ? { person, index } : [];
    });
  }

  /** Keeps the same rows on a scrolled screen when other rows are added or removed above. */
  private anchorScroll(people: readonly Person[]): void {
    const { previous } = this;
    this.previous = people;
    this.isMoving = previous !== people;
    const scrolledPx = -this.rowGroup().nativeElement.getBoundingClientRect().top;
    if (scrolledPx <= 0 || previous === people) return;
    const shift = shiftOfRows(previous, people, Math.floor(scrolledPx / this.rowHeight()));
    if (shift !== 0) this.window?.scrollBy({ top: shift * this.rowHeight(), behavior: 'instant' });
  }
}
