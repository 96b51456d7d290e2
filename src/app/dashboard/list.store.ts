import { computed, inject, linkedSignal, Service, untracked } from '@angular/core';

import { isStale } from '../readings/freshness';
import type { LatestReading } from '../feed/latest-reading';
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
  private readonly held = linkedSignal<Now, Held>({
    source: () => ({ people: this.current(), wish: this.wish(), isHeld: this.hold.isHeld() }),
    // Whoever asks for something else gets it at once, wherever the pointer is.
    computation: (now, before) => {
      const isToStay = now.isHeld && before && isSameWish(before.value.wish, now.wish);
      if (isToStay && before.value.isHeld) return before.value;
      const { people } = isToStay ? before.value : now;
      return { ...now, people, severities: people.map(({ severity }) => severity) };
    },
  });

  /** Those to show, in order. */
  readonly people = computed(() => this.held().people);
  /** Whether the order is held. */
  readonly isHeld = this.hold.isHeld;
  /** What there is that the held order doesn't show: how many have become worse since then, and how many are new. */
  readonly news = computed<News>(
    () => {
      this.readings.people();
      if (!this.isHeld()) return NO_NEWS;
      const { people, severities } = this.held();
      const worse = people.filter((person, index) => person.severity > (severities[index] ?? 0)).length;
      if (people === this.current()) return { worse, arrived: 0 };
      const shown = new Set(people);
      return { worse, arrived: this.current().filter((person) => !shown.has(person)).length };
    },
    { equal: (a, b) => a.worse === b.worse && a.arrived === b.arrived },
  );

  private choose(everyone: readonly Person[], { filter, sort, sought }: Wish): readonly Person[] {
    // Ten thousand people are looked at: it is the list's turn that brings them here again, not a change of one of them.
    return untracked(() => {
      const [asOf, { staleAfterMs }] = [this.readings.asOf(), this.server.status()];
      const isTakenStale = (takenAtMs: number) => isStale(asOf - takenAtMs, staleAfterMs);
      const isOf = ({ status, takenAtMs }: LatestReading) =>
        filter === 'stale' ? isTakenStale(takenAtMs) : status === filter;
      const filtered = filter ? everyone.filter((person) => isOf(person.latest())) : everyone;
      return sortPeople(this.search.find(filtered, sought), sort, isTakenStale);
    });
  }
}

interface Now {
  readonly people: readonly Person[];
  readonly wish: Wish;
  readonly isHeld: boolean;
}

/** How ill they were is kept for as long as they are held. */
interface Held extends Now {
  readonly severities: readonly number[];
}

interface News {
  readonly worse: number;
  readonly arrived: number;
}

const NO_NEWS: News = { worse: 0, arrived: 0 };

function isSameWish(a: Wish, b: Wish): boolean {
  return a.filter === b.filter && a.sort === b.sort && a.sought === b.sought;
}

function isSameList(a: readonly Person[], b: readonly Person[]): boolean {
  return a.length === b.length && a.every((person, index) => person === b[index]);
}
