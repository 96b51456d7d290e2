import { Component, computed, inject } from '@angular/core';

import { ServerStore } from '../readings/server.store';
import { SPARK_HEIGHT, sparkY } from './spark-path';

/** The colours of all sparklines, by height: they change where the server's thresholds are. */
@Component({
  selector: 'vw-spark-colours',
  templateUrl: './spark-colours.component.html',
  styleUrl: './spark-colours.component.css',
})
export class SparkColoursComponent {
  private readonly server = inject(ServerStore);

  protected readonly height = SPARK_HEIGHT;
  protected readonly feverAt = computed(() => sparkY(this.server.status().fever?.on ?? Infinity) / SPARK_HEIGHT);
  protected readonly hypothermiaAt = computed(
    () => sparkY(this.server.status().hypothermia?.on ?? -Infinity) / SPARK_HEIGHT,
  );
}
