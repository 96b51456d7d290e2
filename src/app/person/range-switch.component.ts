import { Component, computed, inject } from '@angular/core';

import { PERSON_TEXT, RANGE_NAMES } from '../messages/person';
import { PersonRoute } from './person-route';
import { RANGES, type TrendRange } from './person-view';

/** Selects the time range. While zoomed, no range is selected. */
@Component({
  selector: 'vw-range-switch',
  templateUrl: './range-switch.component.html',
  styleUrl: './range-switch.component.css',
})
export class RangeSwitchComponent {
  private readonly route = inject(PersonRoute);

  protected readonly legend = PERSON_TEXT.trend.ranges;
  protected readonly choices = RANGES.map((range) => ({ range, ...RANGE_NAMES[range] }));
  protected readonly chosen = computed(() => {
    const { range, zoom } = this.route.view();
    return zoom ? undefined : range;
  });

  protected choose(range: TrendRange): void {
    this.route.show({ range, zoom: undefined });
  }
}
