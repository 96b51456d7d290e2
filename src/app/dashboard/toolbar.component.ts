import { Component, DOCUMENT, type ElementRef, inject, viewChild } from '@angular/core';

import { UPDATE_RATES, UpdateRateStore } from '../readings/update-rate.store';
import { personHref } from '../routing/links';
import { Address } from '../routing/address';
import { DASHBOARD_TEXT } from '../messages/dashboard';
import { ListStore } from './list.store';
import { SearchStore } from './search.store';
import { type Sort, SORTS } from './view';
import { ViewStore } from './view.store';
import { WallScreen } from './wall-screen';

/** What can be done with the list: search, sort (where there are no headings to press), pace, full screen. */
@Component({
  selector: 'vw-toolbar',
  templateUrl: './toolbar.component.html',
  styleUrl: './toolbar.component.css',
  host: { '(document:keydown)': 'takeKey($event)' },
})
export class ToolbarComponent {
  protected readonly search = inject(SearchStore);
  protected readonly views = inject(ViewStore);
  protected readonly pace = inject(UpdateRateStore);
  protected readonly wall = inject(WallScreen);
  private readonly list = inject(ListStore);
  private readonly address = inject(Address);
  private readonly document = inject(DOCUMENT);

  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');

  protected readonly text = DASHBOARD_TEXT;
  protected readonly paces = UPDATE_RATES;
  protected readonly sorts = SORTS;

  protected sortBy(sort: string): void {
    this.views.change({ sort: sort as Sort });
  }

  protected clear(event: Event): void {
    if (this.search.sought() === '') return;
    event.preventDefault();
    this.search.seek('');
  }

  protected goToFirst(event: Event): void {
    event.preventDefault();
    this.document.querySelector<HTMLElement>('vw-reading-row[aria-rowindex="2"] a')?.focus();
  }

  /** Nobody else can be meant. */
  protected openOnly(): void {
    const [only, other] = this.list.people();
    if (only && !other) this.address.go(personHref(only.rfid));
  }

  /** A slash leads to the search, from wherever it isn't a letter. */
  protected takeKey(event: KeyboardEvent): void {
    const isOurs = event.key === '/' && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!isOurs || isTyping(this.document.activeElement)) return;
    event.preventDefault();
    this.field().nativeElement.focus();
    this.field().nativeElement.select();
  }
}

/** Whether keys are letters for this element. */
export function isTyping(element: Element | null): boolean {
  return element?.matches('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]') ?? false;
}
