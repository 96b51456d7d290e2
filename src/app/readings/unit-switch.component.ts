import { Component, inject } from '@angular/core';
import type { TemperatureUnit } from '@contract/temperature';

import { UNIT_WORDS } from '../messages/words';
import { UnitStore } from './unit.store';

/** °C or °F. */
@Component({
  selector: 'vw-unit-switch',
  templateUrl: './unit-switch.component.html',
})
export class UnitSwitchComponent {
  protected readonly store = inject(UnitStore);

  protected readonly text = UNIT_WORDS;
  protected readonly choices: readonly TemperatureUnit[] = ['C', 'F'];
}
