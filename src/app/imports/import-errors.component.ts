import { Component, computed, input } from '@angular/core';
import type { ImportLineError } from '@contract/import';

import { formatDayTime } from '../formats/times';
import { IMPORTS_TEXT, withoutParameters } from '../messages/imports';

/** Maximum number of row errors that the server streams. */
const MAX_STREAMED = 1_000;

const TEXT = IMPORTS_TEXT.errors;

/**
 * Row errors of an import. All are in the page, for the browser's search and for screen readers; CSS skips layout and paint of
 * rows outside the viewport.
 */
@Component({
  selector: 'vw-import-errors',
  templateUrl: './import-errors.component.html',
  styleUrl: './import-errors.component.css',
})
export class ImportErrorsComponent {
  readonly errors = input.required<readonly ImportLineError[]>();

  protected readonly text = TEXT;
  protected readonly rows = computed(() => this.errors().map(describe));
  protected readonly capped = computed(() => (this.errors().length < MAX_STREAMED ? '' : TEXT.capped(MAX_STREAMED)));
}

function describe({ Line, Column, Value, Reason, At }: ImportLineError) {
  return {
    line: Line,
    column: Column === '' ? TEXT.wholeRow : Column,
    value: Value ?? TEXT.noValue,
    isMissing: Value === null,
    reason: withoutParameters(Reason),
    at: At,
    time: formatDayTime(Date.parse(At)),
  };
}
