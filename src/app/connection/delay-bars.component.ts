import { Component, computed, input } from '@angular/core';

import { formatExactDuration } from '../formats/durations';
import { describeDelays } from './connection-report';
import { BAR_DECADES, type Delays } from './delay-histogram';

/** Minimum number of decades on the scale. Without it, the scale of a fast connection would often change. */
const MIN_DECADES = 4;
const HEIGHT = 60;
const BAR_WIDTH = 10;

/** Minimum height of a bar, to keep small counts visible. */
const MIN_HEIGHT = 1.5;

/** Histogram of delays on a logarithmic scale. */
@Component({
  selector: 'vw-delay-bars',
  templateUrl: './delay-bars.component.html',
  styleUrl: './delay-bars.component.css',
})
export class DelayBarsComponent {
  readonly delays = input.required<Delays>();
  readonly label = input.required<string>();

  protected readonly height = HEIGHT;
  protected readonly sentence = computed(() => describeDelays(this.delays()));
  protected readonly ticks = computed(() => {
    const needed = Math.ceil(Math.log10(Math.max(1, this.delays().longest)));
    const decades = Math.min(BAR_DECADES, Math.max(MIN_DECADES, needed));
    return Array.from({ length: decades }, (_, decade) => formatExactDuration(10 ** decade));
  });
  protected readonly bars = computed(() => {
    const perDecade = this.delays().bars.length / BAR_DECADES;
    const shown = this.delays().bars.slice(0, this.ticks().length * perDecade);
    const most = Math.max(1, ...shown);
    return shown.map((count, index) => ({
      x: index * BAR_WIDTH + 1,
      width: BAR_WIDTH - 2,
      height: count === 0 ? 0 : Math.max(MIN_HEIGHT, (count / most) * HEIGHT),
    }));
  });
  protected readonly width = computed(() => this.bars().length * BAR_WIDTH);
}
