import { Component, computed, input } from '@angular/core';
import type { ImportLineError } from '@contract/import';

import { formatDayTime } from '../formats/times';
import { IMPORTS_TEXT, withoutParameters } from '../messages/imports';

/** So many the stream tells at the most. */
const MOST_TOLD = 1_000;

const TEXT = IMPORTS_TEXT.errors;

/**
 * What is wrong with an import's rows, as it is found. All rows are there, so that they can be searched and read out; those
 * that aren't on the screen are neither laid out nor drawn.
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
  protected readonly capped = computed(() => (this.errors().length < MOST_TOLD ? '' : TEXT.capped(MOST_TOLD)));
}

/** An error as a row shows it. */
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
