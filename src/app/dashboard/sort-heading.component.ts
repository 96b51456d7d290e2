import { Component, computed, input, output } from '@angular/core';

import { DASHBOARD_TEXT } from '../messages/dashboard';
import type { Sort } from './view';

/** A column's heading that sorts by it, and the other way when it is pressed again. */
@Component({
  selector: 'vw-sort-heading',
  templateUrl: './sort-heading.component.html',
  styleUrl: './sort-heading.component.css',
  host: { role: 'columnheader', '[attr.aria-sort]': 'ariaSort()' },
})
export class SortHeadingComponent {
  /** What it sorts by, at first and when pressed again. */
  readonly orders = input.required<readonly [Sort] | readonly [Sort, Sort]>();
  readonly sort = input.required<Sort>();
  /** How the first of them goes; "other" is neither up nor down. */
  readonly first = input.required<'ascending' | 'descending' | 'other'>();

  readonly chosen = output<Sort>();

  protected readonly text = DASHBOARD_TEXT.sort;
  protected readonly ariaSort = computed(() => {
    const place = this.orders().findIndex((order) => order === this.sort());
    if (place < 0) return 'none';
    if (place === 0) return this.first();
    return this.first() === 'ascending' ? 'descending' : 'ascending';
  });

  /** The order that pressing it gives. */
  protected readonly next = computed(() => {
    const [first, second = first] = this.orders();
    return this.sort() === first ? second : first;
  });

  protected choose(): void {
    this.chosen.emit(this.next());
  }
}
