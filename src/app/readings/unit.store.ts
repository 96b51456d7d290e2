import { computed, DOCUMENT, inject, Service, signal } from '@angular/core';
import type { TemperatureUnit } from '@contract/temperature';
import { Subject } from 'rxjs';

const KEY = 'vitalwire.unit';

/** Where people think in °F; everywhere else it is °C. */
const FAHRENHEIT_REGIONS = new Set(['US', 'LR', 'KY', 'BS', 'BZ', 'PW', 'FM', 'MH']);

/** The unit in which temperatures are shown. Remembered on this device. */
@Service()
export class UnitStore {
  private readonly window = inject(DOCUMENT).defaultView;
  private readonly chosen = signal<TemperatureUnit | undefined>(this.recall());
  private readonly asked = signal<TemperatureUnit | undefined>(undefined);
  private readonly choicesMade = new Subject<TemperatureUnit>();

  /** What is shown where nobody has chosen: the country's. */
  readonly usual: TemperatureUnit = this.guess();
  readonly unit = computed(() => this.asked() ?? this.chosen() ?? this.usual);
  /** What is chosen from now on. */
  readonly choices = this.choicesMade.asObservable();

  /** Shows temperatures in this unit from now on. */
  choose(unit: TemperatureUnit): void {
    this.chosen.set(unit);
    this.asked.set(undefined);
    this.useStorage((storage) => storage.setItem(KEY, unit));
    this.choicesMade.next(unit);
  }

  /** Shows the unit that a link asks for. The reader's own stays remembered, and holds again with `undefined`. */
  follow(unit: TemperatureUnit | undefined): void {
    this.asked.set(unit);
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
