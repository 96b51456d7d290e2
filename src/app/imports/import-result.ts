import type { ImportTotals } from '@contract/import';

import { IMPORTS_TEXT } from '../texts/imports';
import type { ImportEnd } from './import-view';

const TEXT = IMPORTS_TEXT.result;

/** How an import ended, in a word or two. */
export function labelResult({ outcome }: Pick<ImportEnd, 'outcome'>, totals: ImportTotals): string {
  return isNothingNew(totals) && outcome === 'completed' ? TEXT.nothingNew : TEXT.outcomes[outcome];
}

/** How an import ended, in a sentence or two. */
export function describeResult({ outcome, reason }: ImportEnd, totals: ImportTotals): string {
  switch (outcome) {
    case 'completed':
      return TEXT.completed(totals);
    case 'cancelled':
      return TEXT.cancelled(totals);
    case 'failed':
      return TEXT.failed(reason, totals);
  }
}

function isNothingNew({ Rows, Duplicates }: ImportTotals): boolean {
  return Rows > 0 && Rows === Duplicates;
}
