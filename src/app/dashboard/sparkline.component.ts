import { Component, computed, inject, input } from '@angular/core';
import type { TemperatureUnit } from '@contract/temperature';

import { formatTemperature } from '../formats/temperatures';
import type { Person } from '../readings/person';
import { ReadingsStore } from '../readings/readings.store';
import { DASHBOARD_TEXT } from '../messages/dashboard';
import { injectWatchedLine } from './watched-line';
import { MINUTE_MS } from './hour-line';
import { drawLine, SPARK_HEIGHT, SPARK_WIDTH } from './spark-path';

/** A person's last hour as a small line, as thick as what was between the lowest and the highest of each minute. */
@Component({
  selector: 'vw-sparkline',
  templateUrl: './sparkline.component.html',
  styleUrl: './sparkline.component.css',
})
export class SparklineComponent {
  private readonly readings = inject(ReadingsStore);

  readonly person = input.required<Person>();
  readonly unit = input.required<TemperatureUnit>();

  protected readonly box = `0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`;
  private readonly line = injectWatchedLine(this.person);
  private readonly minute = computed(() => Math.floor(this.readings.asOf() / MINUTE_MS));
  private readonly minutes = computed(() => this.line()?.until(this.minute() * MINUTE_MS) ?? []);
  protected readonly path = computed(() => drawLine(this.minutes()));
  protected readonly words = computed(() => {
    const minutes = this.minutes();
    if (minutes.length === 0) return '';
    const format = (celsius: number): string => formatTemperature(`${celsius.toFixed(1)}C`, this.unit());
    const lowest = Math.min(...minutes.map(({ min }) => min));
    const highest = Math.max(...minutes.map(({ max }) => max));
    return DASHBOARD_TEXT.row.range(format(lowest), format(highest));
  });
}
