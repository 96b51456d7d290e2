import { computed, DOCUMENT, inject, Service, signal } from '@angular/core';
import type { TemperatureUnit } from '@contract/temperature';
import { Subject } from 'rxjs';

import { BrowserStorage } from '../ui/browser-storage';

const KEY = 'vitalwire.unit';

/** Regions that measure body temperature in °F. All others use °C. */
const FAHRENHEIT_REGIONS = new Set(['US', 'LR', 'KY', 'BS', 'BZ', 'PW', 'FM', 'MH']);

/** The unit in which temperatures are shown. The user's choice is remembered on this device. */
@Service()
export class UnitStore {
  private readonly storage = inject(BrowserStorage);
  private readonly language = inject(DOCUMENT).defaultView?.navigator.language ?? 'en';
  private readonly chosen = signal(this.storedUnit());
  private readonly linked = signal<TemperatureUnit | undefined>(undefined);
  private readonly choicesMade = new Subject<TemperatureUnit>();

  /** Unit of the browser's region, shown until the user chooses one. */
  readonly defaultUnit: TemperatureUnit = this.regionalUnit();
  readonly unit = computed(() => this.linked() ?? this.chosen() ?? this.defaultUnit);
  /** Emits each unit that is chosen from now on. */
  readonly choices = this.choicesMade.asObservable();

  choose(unit: TemperatureUnit): void {
    this.chosen.set(unit);
    this.linked.set(undefined);
    this.storage.write('localStorage', KEY, unit);
    this.choicesMade.next(unit);
  }

  /** Shows the unit of a link without remembering it; `undefined` returns to the user's own. */
  showLinkedUnit(unit: TemperatureUnit | undefined): void {
    this.linked.set(unit);
  }

  private storedUnit(): TemperatureUnit | undefined {
    const stored = this.storage.read('localStorage', KEY);
    return stored === 'C' || stored === 'F' ? stored : undefined;
  }

  private regionalUnit(): TemperatureUnit {
    const { region } = new Intl.Locale(this.language);
    return region && FAHRENHEIT_REGIONS.has(region) ? 'F' : 'C';
  }
}
