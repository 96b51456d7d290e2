import { DOCUMENT, inject, Service, signal } from '@angular/core';
import type { TemperatureUnit } from '@contract/temperature';

const KEY = 'vitalwire.unit';

/** Where people think in °F; everywhere else it is °C. */
const FAHRENHEIT_REGIONS = new Set(['US', 'LR', 'KY', 'BS', 'BZ', 'PW', 'FM', 'MH']);

/** The unit in which temperatures are shown. Remembered on this device. */
@Service()
export class UnitStore {
  private readonly window = inject(DOCUMENT).defaultView;
  private readonly unitState = signal<TemperatureUnit>(this.recall() ?? this.guess());

  readonly unit = this.unitState.asReadonly();

  /** Shows temperatures in this unit from now on. */
  choose(unit: TemperatureUnit): void {
    this.unitState.set(unit);
    this.useStorage((storage) => storage.setItem(KEY, unit));
  }

  private recall(): TemperatureUnit | undefined {
    const kept = this.useStorage((storage) => storage.getItem(KEY));
    return kept === 'C' || kept === 'F' ? kept : undefined;
  }

  /** A browser may forbid storage, when it is private, full or told to: then nothing is remembered, which is `undefined`. */
  private useStorage<T>(use: (storage: Storage) => T): T | undefined {
    try {
      const storage = this.window?.localStorage;
      return storage && use(storage);
    } catch {
      return undefined;
    }
  }

  private guess(): TemperatureUnit {
    const region = new Intl.Locale(this.window?.navigator.language ?? 'en').region;
    return region && FAHRENHEIT_REGIONS.has(region) ? 'F' : 'C';
  }
}
