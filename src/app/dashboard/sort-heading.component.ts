import { Component, computed, input, output } from '@angular/core';

import { DASHBOARD_TEXT } from '../messages/dashboard';
import type { Sort } from './view.store';

/** A column heading that sorts by its column; a second click reverses the order. */
@Component({
  selector: 'vw-sort-heading',
  template: `
    <button type="button" [title]="text.names[next()]" (click)="chosen.emit(next())">
      <ng-content />
      <svg viewBox="0 0 8 12" aria-hidden="true">
        <path d="M4 1 7 5H1Z" class="up" />
        <path d="M4 11 1 7H7Z" class="down" />
      </svg>
    </button>
  `,
  styles: `
    :host {
      display: flex;
    }

    :host(.number) {
      justify-content: end;
    }

    button {
      display: inline-flex;
      align-items: center;
      gap: 0.35rem;
      margin-inline: -0.4rem;
      padding: 0.3rem 0.4rem;
      border: 0;
      background: none;
      color: inherit;
    }

    :host([aria-sort]:not([aria-sort='none'])) button {
      color: var(--text);
    }

    svg {
      width: 0.5rem;
      height: 0.75rem;
      fill: currentcolor;
    }

    path {
      opacity: 0.3;
    }

    :host(:is([aria-sort='ascending'], [aria-sort='other'])) .up,
    :host([aria-sort='descending']) .down {
      opacity: 1;
    }

    :host([aria-sort='ascending']) .down,
    :host([aria-sort='descending']) .up,
    :host([aria-sort='other']) .down {
      opacity: 0;
    }

    @media print {
      svg {
        display: none;
      }
    }
  `,
  host: { role: 'columnheader', '[attr.aria-sort]': 'ariaSort()' },
})
export class SortHeadingComponent {
  /** Orders of the first and the second click. */
  readonly orders = input.required<readonly [Sort] | readonly [Sort, Sort]>();
  readonly sort = input.required<Sort>();
  /** Direction of the first order; `other` for a computed order. */
  readonly first = input.required<'ascending' | 'descending' | 'other'>();

  readonly chosen = output<Sort>();

  protected readonly text = DASHBOARD_TEXT.sort;
  protected readonly ariaSort = computed(() => {
    const index = this.orders().findIndex((order) => order === this.sort());
    if (index < 0) return 'none';
    if (index === 0) return this.first();
    return this.first() === 'ascending' ? 'descending' : 'ascending';
  });

  /** Order of the next click. */
  protected readonly next = computed(() => {
    const [first, second = first] = this.orders();
    return this.sort() === first ? second : first;
  });
}
