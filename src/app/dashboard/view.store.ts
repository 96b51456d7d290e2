import { computed, inject, Service } from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';

import { UnitStore } from '../readings/unit.store';
import { encodeView, parseView, type View } from './view';

/** What the address asks for. It lives and ends with the page. */
@Service({ autoProvided: false })
export class ViewStore {
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly units = inject(UnitStore);

  private readonly params = toSignal(this.route.queryParamMap, { requireSync: true });

  readonly view = computed(() => parseView(this.params()));

  constructor() {
    this.route.queryParamMap
      .pipe(takeUntilDestroyed())
      .subscribe((params) => this.units.follow(parseView(params).unit));
    this.units.choices
      .pipe(takeUntilDestroyed())
      .subscribe((unit) => this.change({ unit: unit === this.units.usual ? undefined : unit }));
  }

  /** Shows something else under an address that says so; the way back leads out of the page, not through every click. */
  change(change: Partial<View>): void {
    const queryParams = encodeView({ ...this.view(), ...change });
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams,
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }
}
