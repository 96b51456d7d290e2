import { Component, DOCUMENT, type ElementRef, inject, viewChild } from '@angular/core';

import { UPDATE_RATES, UpdateRateStore } from '../readings/update-rate.store';
import { personHref } from '../routing/links';
import { Address } from '../routing/address';
import { DASHBOARD_TEXT } from '../messages/dashboard';
import { ListStore } from './list.store';
import { SearchStore } from './search';
import { type Sort, SORTS, ViewStore } from './view.store';
import { WallScreen } from './wall-screen';

/** The controls of the list: search, order (on narrow screens, which have no column headings), update rate, full screen. */
@Component({
  selector: 'vw-toolbar',
  templateUrl: './toolbar.component.html',
  styleUrl: './toolbar.component.css',
  host: { '(document:keydown)': 'onKeydown($event)' },
})
export class ToolbarComponent {
  protected readonly search = inject(SearchStore);
  protected readonly views = inject(ViewStore);
  protected readonly updateRates = inject(UpdateRateStore);
  protected readonly wall = inject(WallScreen);
  private readonly list = inject(ListStore);
  private readonly address = inject(Address);
  private readonly document = inject(DOCUMENT);

  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');

  protected readonly text = DASHBOARD_TEXT;
  protected readonly rates = UPDATE_RATES;
  protected readonly sorts = SORTS;

  protected sortBy(sort: string): void {
    this.views.change({ sort: sort as Sort });
  }

  protected clearSearch(event: Event): void {
    if (this.search.text() === '') return;
    event.preventDefault();
    this.search.setText('');
  }

  protected focusFirstRow(event: Event): void {
    event.preventDefault();
    this.document.querySelector<HTMLElement>('vw-reading-row[aria-rowindex="2"] a')?.focus();
  }

  /** Opens the page of a person who is the only match. */
  protected openOnlyMatch(): void {
    const [only, other] = this.list.people();
    if (only && !other) this.address.go(personHref(only.rfid));
  }

  /** Moves the focus to the search when a slash is pressed outside text fields. */
  protected onKeydown(event: KeyboardEvent): void {
    const isShortcut = event.key === '/' && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!isShortcut || isTyping(this.document.activeElement)) return;
    event.preventDefault();
    this.field().nativeElement.focus();
    this.field().nativeElement.select();
  }
}

/** Whether an element receives keys as text. */
export function isTyping(element: Element | null): boolean {
  return element?.matches('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]') ?? false;
}
