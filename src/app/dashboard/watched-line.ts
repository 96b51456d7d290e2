import { computed, effect, inject, type Signal, signal, untracked } from '@angular/core';

import type { Person } from '../readings/person';
import type { HourLine } from './hour-line';
import { Sparklines } from './sparklines';

/** The last hour of a person whose row is there, as long as it is. To be called where things are injected. */
export function injectWatchedLine(person: Signal<Person>): Signal<HourLine | undefined> {
  const sparklines = inject(Sparklines);
  const watched = signal<Signal<HourLine | undefined> | undefined>(undefined);
  effect((onCleanup) => {
    const who = person();
    watched.set(untracked(() => sparklines.watch(who)));
    onCleanup(() => sparklines.unwatch(who));
  });
  return computed(() => watched()?.());
}
