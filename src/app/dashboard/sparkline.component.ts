import { Component, computed, inject, input } from '@angular/core';

import { formatTemperature } from '../formats/temperatures';
import { DASHBOARD_TEXT } from '../messages/dashboard';
import type { Person } from '../readings/person';
import { ReadingsStore } from '../readings/readings.store';
import { ServerStore } from '../readings/server.store';
import { UnitStore } from '../readings/unit.store';
import { MINUTE_MS } from './hour-line';
import { injectHourLine } from './hour-lines';
import { drawLine, SPARK_HEIGHT, SPARK_WIDTH, sparkY } from './sparkline-path';

/** A person's last hour as a small line; its thickness is the range of each minute. Needs a {@link SparklineGradientComponent}. */
@Component({
  selector: 'vw-sparkline',
  template: `
    <svg [attr.viewBox]="box" preserveAspectRatio="none" aria-hidden="true"><path [attr.d]="path()" /></svg>
    <span class="visually-hidden">{{ range() }}</span>
  `,
  styles: `
    :host {
      display: block;
      position: relative;
      height: 100%;
    }

    svg {
      display: block;
      width: 100%;
      height: 100%;
    }

    path {
      fill: url('#spark-colours');
      stroke: url('#spark-colours');
      stroke-width: 1.5;
      stroke-linejoin: round;
      vector-effect: non-scaling-stroke;
    }

    @media (forced-colors: active) {
      path {
        fill: CanvasText;
        stroke: CanvasText;
      }
    }
  `,
})
export class SparklineComponent {
  private readonly readings = inject(ReadingsStore);
  private readonly unit = inject(UnitStore).unit;

  readonly person = input.required<Person>();

  protected readonly box = `0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`;
  private readonly line = injectHourLine(this.person);
  private readonly minute = computed(() => Math.floor(this.readings.asOf() / MINUTE_MS));
  private readonly minutes = computed(() => this.line()?.until(this.minute() * MINUTE_MS) ?? []);
  protected readonly path = computed(() => drawLine(this.minutes()));
  /** Text alternative. */
  protected readonly range = computed(() => {
    const minutes = this.minutes();
    if (minutes.length === 0) return '';
    const format = (celsius: number): string => formatTemperature(`${celsius.toFixed(1)}C`, this.unit());
    const lowest = Math.min(...minutes.map(({ min }) => min));
    const highest = Math.max(...minutes.map(({ max }) => max));
    return DASHBOARD_TEXT.row.range(format(lowest), format(highest));
  });
}

/** The gradient that colours all sparklines of a page. It changes colour at the server's thresholds. */
@Component({
  selector: 'vw-sparkline-gradient',
  template: `
    <svg aria-hidden="true">
      <linearGradient id="spark-colours" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="0" [attr.y2]="height">
        <stop class="fever" [attr.offset]="feverAt()" />
        <stop class="normal" [attr.offset]="feverAt()" />
        <stop class="normal" [attr.offset]="hypothermiaAt()" />
        <stop class="hypothermia" [attr.offset]="hypothermiaAt()" />
      </linearGradient>
    </svg>
  `,
  styles: `
    :host {
      position: absolute;
    }

    svg {
      width: 0;
      height: 0;
    }

    .fever {
      stop-color: var(--fever);
    }

    .normal {
      stop-color: var(--control);
    }

    .hypothermia {
      stop-color: var(--hypothermia);
    }
  `,
})
export class SparklineGradientComponent {
  private readonly server = inject(ServerStore);

  protected readonly height = SPARK_HEIGHT;
  protected readonly feverAt = computed(() => sparkY(this.server.status().fever?.on ?? Infinity) / SPARK_HEIGHT);
  protected readonly hypothermiaAt = computed(
    () => sparkY(this.server.status().hypothermia?.on ?? -Infinity) / SPARK_HEIGHT,
  );
}
