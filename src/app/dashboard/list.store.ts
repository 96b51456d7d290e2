import { computed, inject, linkedSignal, Service, untracked } from '@angular/core';

import type { Person } from '../readings/person';
import { ReadingsStore } from '../readings/readings.store';
import { ServerStore } from '../readings/server.store';
import { OrderHold } from './order-hold';
import { Search } from './search';
import { SearchStore } from './search.store';
import { sortPeople } from './sort';
import type { Filter, Sort } from './view';
import { ViewStore } from './view.store';

/** What the reader asks of the list. */
interface Wish {
  readonly filter: Filter | undefined;
  readonly sort: Sort;
  readonly sought: string;
}

/** On a wall. */
const EVERYONE: Wish = { filter: undefined, sort: 'worst', sought: '' };

/** The rows of the list: those that were asked for, in the order that was asked for, as long as nobody holds it. */
@Service({ autoProvided: false })
export class ListStore {
  private readonly readings = inject(ReadingsStore);
  private readonly server = inject(ServerStore);
  private readonly views = inject(ViewStore);
  private readonly searches = inject(SearchStore);
  private readonly hold = inject(OrderHold);
  private readonly search = new Search();

  private readonly wish = computed<Wish>(
    () => {
      const { filter, sort, isWall } = this.views.view();
      return isWall ? EVERYONE : { filter, sort, sought: this.searches.sought() };
    },
    { equal: isSameWish },
  );
  private readonly current = computed(() => this.choose(this.readings.people(), this.wish()), { equal: isSameList });
  private readonly held = linkedSignal<Held, Held>({
    source: () => ({ people: this.current(), wish: this.wish(), isHeld: this.hold.isHeld() }),
    // Whoever asks for something else gets it at once, wherever the pointer is.
    computation: (now, before) =>
      now.isHeld && before && isSameWish(before.value.wish, now.wish) ? before.value : now,
  });

  /** Those to show, in order. */
  readonly people = computed(() => this.held().people);
  /** Whether the order is held. */
  readonly isHeld = this.hold.isHeld;
  /** How many people would be shown as well if it were not. */
  readonly newCount = computed(() => {
    if (!this.isHeld() || this.people() === this.current()) return 0;
    const shown = new Set(this.people());
    return this.current().filter((person) => !shown.has(person)).length;
  });

  private choose(everyone: readonly Person[], { filter, sort, sought }: Wish): readonly Person[] {
    // Ten thousand people are looked at: it is the list's turn that brings them here again, not a change of one of them.
    return untracked(() => {
      const staleBefore = this.readings.asOf() - this.server.status().staleAfterMs;
      const filtered = filter ? everyone.filter((person) => isOf(person, filter, staleBefore)) : everyone;
      return sortPeople(this.search.find(filtered, sought), sort, staleBefore);
    });
  }
}

interface Held {
  readonly people: readonly Person[];
  readonly wish: Wish;
  readonly isHeld: boolean;
}

function isOf(person: Person, filter: Filter, staleBefore: number): boolean {
  const { status, takenAtMs } = person.latest();
  return filter === 'stale' ? takenAtMs < staleBefore : status === filter;
}

function isSameWish(a: Wish, b: Wish): boolean {
  return a.filter === b.filter && a.sort === b.sort && a.sought === b.sought;
}

function isSameList(a: readonly Person[], b: readonly Person[]): boolean {
  return a.length === b.length && a.every((person, index) => person === b[index]);
}
