import { Pipe, type PipeTransform } from '@angular/core';

import { formatCount } from './formats';

/** See {@link formatCount}; what isn't known is a dash. */
@Pipe({ name: 'count' })
export class CountPipe implements PipeTransform {
  transform(count: number | undefined): string {
    return count === undefined ? '–' : formatCount(count);
  }
}
