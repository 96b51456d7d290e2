import { computed, inject, linkedSignal, Service, untracked } from '@angular/core';

import type { LatestReading } from '../feed/latest-reading';
import { isStale } from '../readings/freshness';
import type { Person } from '../readings/person';
import { ReadingsStore } from '../readings/readings.store';
import { ServerStore } from '../readings/server.store';
import { OrderHold } from './order-hold';
import { PeopleSearch, SearchStore } from './search';
import { sortPeople } from './sort';
import { type Filter, type Sort, ViewStore } from './view.store';

/** What the user wants to see in the list. */
interface ListQuery {
  readonly filter: Filter | undefined;
  readonly sort: Sort;
  readonly search: string;
}

/** The current state of the list. */
interface CurrentList {
  readonly people: readonly Person[];
  readonly query: ListQuery;
  readonly isHeld: boolean;
}

/** The state that is shown. While it is held, `severities` are those at the beginning of the hold. */
interface ShownList extends CurrentList {
  readonly severities: readonly number[];
}

/** Numbers of people who have become worse or have been added while the order is held. */
interface HeldChanges {
  readonly worse: number;
  readonly added: number;
}

const WALL_QUERY: ListQuery = { filter: undefined, sort: 'worst', search: '' };

const NO_CHANGES: HeldChanges = { worse: 0, added: 0 };

/** Filters, searches and sorts the list. Its order stays the same while it is held. */
@Service({ autoProvided: false })
export class ListStore {
  private readonly readings = inject(ReadingsStore);
  private readonly server = inject(ServerStore);
  private readonly views = inject(ViewStore);
  private readonly searches = inject(SearchStore);
  private readonly hold = inject(OrderHold);
  private readonly search = new PeopleSearch();

  private readonly query = computed<ListQuery>(
    () => {
      const { filter, sort, isWall } = this.views.view();
      return isWall ? WALL_QUERY : { filter, sort, search: this.searches.text() };
    },
    { equal: isSameQuery },
  );
  private readonly current = computed(() => this.select(this.readings.people(), this.query()), { equal: isSameList });
  private readonly shown = linkedSignal<CurrentList, ShownList>({
    source: () => ({ people: this.current(), query: this.query(), isHeld: this.hold.isHeld() }),
    // A new query applies immediately, even while the order is held.
    computation: (now, before) => {
      const isUnchanged = now.isHeld && before && isSameQuery(before.value.query, now.query);
      if (isUnchanged && before.value.isHeld) return before.value;
      const { people } = isUnchanged ? before.value : now;
      return { ...now, people, severities: people.map(({ severity }) => severity) };
    },
  });

  /** People of the list, in order. */
  readonly people = computed(() => this.shown().people);
  /** Whether the order is held. */
  readonly isHeld = this.hold.isHeld;
  readonly changesWhileHeld = computed<HeldChanges>(
    () => {
      this.readings.people();
      if (!this.isHeld()) return NO_CHANGES;
      const { people, severities } = this.shown();
      const worse = people.filter((person, index) => person.severity > (severities[index] ?? 0)).length;
      if (people === this.current()) return { worse, added: 0 };
      const shown = new Set(people);
      return { worse, added: this.current().filter((person) => !shown.has(person)).length };
    },
    { equal: (a, b) => a.worse === b.worse && a.added === b.added },
  );

  private select(everyone: readonly Person[], { filter, sort, search }: ListQuery): readonly Person[] {
    // Untracked: `everyone` changes at most twice a second, the signals of ten thousand people much more often.
    return untracked(() => {
      const [asOf, { staleAfterMs }] = [this.readings.asOf(), this.server.status()];
      const isTakenStale = (takenAtMs: number) => isStale(asOf - takenAtMs, staleAfterMs);
      const passes = ({ status, takenAtMs }: LatestReading) =>
        filter === 'stale' ? isTakenStale(takenAtMs) : status === filter;
      const filtered = filter ? everyone.filter((person) => passes(person.latest())) : everyone;
      return sortPeople(this.search.filter(filtered, search), sort, isTakenStale);
    });
  }
}

function isSameQuery(a: ListQuery, b: ListQuery): boolean {
  return a.filter === b.filter && a.sort === b.sort && a.search === b.search;
}

function isSameList(a: readonly Person[], b: readonly Person[]): boolean {
  return a.length === b.length && a.every((person, index) => person === b[index]);
}
