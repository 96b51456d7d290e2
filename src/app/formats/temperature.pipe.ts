import { Pipe, type PipeTransform } from '@angular/core';
import type { TemperatureUnit } from '@contract/temperature';

import { formatTemperature } from './formats';

/** See {@link formatTemperature}. */
@Pipe({ name: 'temperature' })
export class TemperaturePipe implements PipeTransform {
  transform(text: string, unit: TemperatureUnit): string {
    return formatTemperature(text, unit);
  }
}
