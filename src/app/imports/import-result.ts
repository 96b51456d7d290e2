import type { ImportOutcome, ImportTotals } from '@contract/import';

import { IMPORTS_TEXT } from '../messages/imports';
import type { ImportEnd } from './import-view';

const TEXT = IMPORTS_TEXT.result;

/** How an import ended, for the eye: `empty` is one that was completed and stored nothing. */
export type ImportResult = ImportOutcome | 'empty';

/** Only an import that stored something, or whose rows all were stored before, is a success. */
export function resultOf(
  { outcome }: Pick<ImportEnd, 'outcome'>,
  { Accepted, Rejected, Rows }: ImportTotals,
): ImportResult {
  const isEmpty = Accepted === 0 && (Rejected > 0 || Rows === 0);
  return outcome === 'completed' && isEmpty ? 'empty' : outcome;
}

/** How an import ended, in a word or two. */
export function labelResult(end: Pick<ImportEnd, 'outcome'>, totals: ImportTotals): string {
  const result = resultOf(end, totals);
  if (result === 'empty') return TEXT.nothingStored;
  return isNothingNew(totals) && result === 'completed' ? TEXT.nothingNew : TEXT.outcomes[result];
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
