import { Component, inject } from '@angular/core';
import type { TemperatureUnit } from '@contract/temperature';

import { UnitStore } from './unit.store';

/** °C or °F. */
@Component({
  selector: 'vw-unit-switch',
  templateUrl: './unit-switch.component.html',
  styleUrl: './unit-switch.component.css',
})
export class UnitSwitchComponent {
  protected readonly store = inject(UnitStore);

  protected readonly choices: readonly { readonly unit: TemperatureUnit; readonly name: string }[] = [
    { unit: 'C', name: 'Celsius' },
    { unit: 'F', name: 'Fahrenheit' },
  ];
}
