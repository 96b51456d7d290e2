import type { TemperatureUnit } from '@contract/temperature';

import type { QueryChanges } from '../routing/address';

/** Whom the list shows; everyone where there is none. */
export type Filter = 'fever' | 'hypothermia' | 'stale';

/** In which order. A minus turns it round: `age` is the oldest reading first, `temperature` the highest. */
export type Sort = 'worst' | 'name' | '-name' | 'temperature' | '-temperature' | 'age' | '-age';

/** What of the overview stands in its address, so that it can be shared and found again. Never a search: names are personal. */
export interface View {
  readonly filter: Filter | undefined;
  readonly sort: Sort;
  /** The unit asked for; the reader's own where there is none. */
  readonly unit: TemperatureUnit | undefined;
  /** The full screen for a wall. */
  readonly isWall: boolean;
}

/** Every order, as a list of choices has them. */
export const SORTS: readonly Sort[] = ['worst', 'name', '-name', 'temperature', '-temperature', 'age', '-age'];

const FILTERS: readonly Filter[] = ['fever', 'hypothermia', 'stale'];
const UNITS: readonly TemperatureUnit[] = ['C', 'F'];

/** Reads the query of an address. What it doesn't know it ignores. */
export function parseView(params: URLSearchParams): View {
  return {
    filter: FILTERS.find((filter) => filter === params.get('filter')),
    sort: SORTS.find((sort) => sort === params.get('sort')) ?? 'worst',
    unit: UNITS.find((unit) => unit === params.get('unit')),
    isWall: params.has('wall'),
  };
}

/** The query of an address, with `undefined` for what is as usual and so isn't told. */
export function encodeView({ filter, sort, unit, isWall }: View): QueryChanges {
  return {
    filter,
    sort: sort === 'worst' ? undefined : sort,
    unit,
    wall: isWall ? '' : undefined,
  };
}
