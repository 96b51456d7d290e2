import { computed, effect, inject, linkedSignal, Service } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { TemperatureUnit } from '@contract/temperature';

import { UnitStore } from '../readings/unit.store';
import { Address, type QueryChanges } from '../routing/address';

/** Restricts the list to people with this status. */
export type Filter = 'fever' | 'hypothermia' | 'stale';

/** Order of the list. `temperature` is the highest first, `age` the oldest reading first; a minus reverses the order. */
export type Sort = 'worst' | 'name' | '-name' | 'temperature' | '-temperature' | 'age' | '-age';

/** State of the overview that is kept in its URL, so that it can be shared. Never a search: names are personal data. */
export interface View {
  /** `undefined` shows everyone. */
  readonly filter: Filter | undefined;
  readonly sort: Sort;
  /** `undefined` uses the user's own unit. */
  readonly unit: TemperatureUnit | undefined;
  /** Whether the full screen for a wall display is shown. */
  readonly isWall: boolean;
}

/** All orders, in the order of the selection list. */
export const SORTS: readonly Sort[] = ['worst', 'name', '-name', 'temperature', '-temperature', 'age', '-age'];

const FILTERS: readonly Filter[] = ['fever', 'hypothermia', 'stale'];
const UNITS: readonly TemperatureUnit[] = ['C', 'F'];

/** The view in the URL of the overview. */
@Service({ autoProvided: false })
export class ViewStore {
  private readonly address = inject(Address);
  private readonly units = inject(UnitStore);

  private readonly route = this.address.match()?.route;
  private readonly query = computed(() => ({
    isOverview: this.address.match()?.route === this.route,
    params: this.address.query(),
  }));

  /** Doesn't change while another page is being loaded, although the URL is that page's already. */
  readonly view = linkedSignal<{ isOverview: boolean; params: URLSearchParams }, View>({
    source: this.query,
    computation: ({ isOverview, params }, before) => (before && !isOverview ? before.value : parseView(params)),
  }).asReadonly();

  constructor() {
    effect(() => this.units.showLinkedUnit(this.view().unit));
    this.units.choices
      .pipe(takeUntilDestroyed())
      .subscribe((unit) => this.change({ unit: unit === this.units.defaultUnit ? undefined : unit }));
  }

  /** Changes the view and its URL. Replaces the history entry, so that "back" leaves the page. */
  change(change: Partial<View>): void {
    this.address.changeQuery(encodeView({ ...this.view(), ...change }));
  }
}

/** Parses the query of a URL. Unknown parameters and values are ignored. */
export function parseView(params: URLSearchParams): View {
  return {
    filter: FILTERS.find((filter) => filter === params.get('filter')),
    sort: SORTS.find((sort) => sort === params.get('sort')) ?? 'worst',
    unit: UNITS.find((unit) => unit === params.get('unit')),
    isWall: params.has('wall'),
  };
}

/** Returns the query of a view; defaults are `undefined`, which removes the parameter. */
export function encodeView({ filter, sort, unit, isWall }: View): QueryChanges {
  return { filter, sort: sort === 'worst' ? undefined : sort, unit, wall: isWall ? '' : undefined };
}
