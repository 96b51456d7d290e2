/**
 * What a spreadsheet takes for the beginning of a formula, its full-width twins included. Apostrophes and white space before
 * it don't change that: so what gets an apostrophe, and what has one already, are told apart when it is taken away.
 */
const FORMULA = /^[\s']*[=+\-@\t\r\n＝＋－＠]/;
const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** Puts an apostrophe before what a spreadsheet would run as a formula; a negative number stays a number. */
export function defended(cell: string): string {
  return FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell;
}

/** The cell that was given to {@link defended}. */
export function undefended(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}
