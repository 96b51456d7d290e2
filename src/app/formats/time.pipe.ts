import { Pipe, type PipeTransform } from '@angular/core';

import { formatTime } from './formats';

/** See {@link formatTime}. */
@Pipe({ name: 'time' })
export class TimePipe implements PipeTransform {
  transform(ms: number): string {
    return formatTime(ms);
  }
}
