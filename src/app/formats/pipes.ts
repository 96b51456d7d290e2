import { Pipe, type PipeTransform } from '@angular/core';
import type { TemperatureUnit } from '@contract/temperature';

import { formatAge } from './durations';
import { formatCount } from './numbers';
import { formatTemperature } from './temperatures';
import { formatTime } from './times';

/** See {@link formatAge}. */
@Pipe({ name: 'age' })
export class AgePipe implements PipeTransform {
  transform(ms: number): string {
    return formatAge(ms);
  }
}

/** See {@link formatCount}; shows a dash for an unknown count. */
@Pipe({ name: 'count' })
export class CountPipe implements PipeTransform {
  transform(count: number | undefined): string {
    return count === undefined ? '–' : formatCount(count);
  }
}

/** See {@link formatTemperature}. */
@Pipe({ name: 'temperature' })
export class TemperaturePipe implements PipeTransform {
  transform(text: string, unit: TemperatureUnit): string {
    return formatTemperature(text, unit);
  }
}

/** See {@link formatTime}. */
@Pipe({ name: 'time' })
export class TimePipe implements PipeTransform {
  transform(ms: number): string {
    return formatTime(ms);
  }
}
