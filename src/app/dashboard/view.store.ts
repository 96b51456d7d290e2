import { computed, effect, inject, linkedSignal, Service } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';

import { UnitStore } from '../readings/unit.store';
import { Address } from '../routing/address';
import { encodeView, parseView, type View } from './view';

/** What the address asks for. It lives and ends with the page. */
@Service({ autoProvided: false })
export class ViewStore {
  private readonly address = inject(Address);
  private readonly units = inject(UnitStore);

  private readonly route = this.address.match()?.route;
  private readonly query = computed(() => ({
    isOurs: this.address.match()?.route === this.route,
    params: this.address.query(),
  }));

  /** The address is another page's already while that is being loaded: until then nothing changes here. */
  readonly view = linkedSignal<{ isOurs: boolean; params: URLSearchParams }, View>({
    source: this.query,
    computation: ({ isOurs, params }, before) => (before && !isOurs ? before.value : parseView(params)),
  }).asReadonly();

  constructor() {
    effect(() => this.units.showLinkedUnit(this.view().unit));
    this.units.choices
      .pipe(takeUntilDestroyed())
      .subscribe((unit) => this.change({ unit: unit === this.units.defaultUnit ? undefined : unit }));
  }

  /** Shows something else under an address that says so; the way back leads out of the page, not through every click. */
  change(change: Partial<View>): void {
    this.address.changeQuery(encodeView({ ...this.view(), ...change }));
  }
}
