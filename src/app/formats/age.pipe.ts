import { Pipe, type PipeTransform } from '@angular/core';

import { formatAge } from './formats';

/** See {@link formatAge}. */
@Pipe({ name: 'age' })
export class AgePipe implements PipeTransform {
  transform(ms: number): string {
    return formatAge(ms);
  }
}
