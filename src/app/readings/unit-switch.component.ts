import { Component, inject } from '@angular/core';
import type { TemperatureUnit } from '@contract/temperature';

import { UNIT_WORDS } from '../messages/words';
import { UnitStore } from './unit.store';

/** Radio buttons for °C and °F. */
@Component({
  selector: 'vw-unit-switch',
  template: `
    <fieldset class="segmented">
      <legend class="visually-hidden">{{ text.label }}</legend>
      @for (choice of choices; track choice) {
        <label>
          <input
            type="radio"
            name="unit"
            [value]="choice"
            [checked]="store.unit() === choice"
            (change)="store.choose(choice)"
          />
          <span aria-hidden="true">°{{ choice }}</span>
          <span class="visually-hidden">{{ text.names[choice] }}</span>
        </label>
      }
    </fieldset>
  `,
})
export class UnitSwitchComponent {
  protected readonly store = inject(UnitStore);

  protected readonly text = UNIT_WORDS;
  protected readonly choices: readonly TemperatureUnit[] = ['C', 'F'];
}
