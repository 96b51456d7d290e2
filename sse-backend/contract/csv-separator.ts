import { afterLineEnd } from './csv-lines.ts';
import { CsvError, DELIMITERS, type Delimiter } from './csv-reader.ts';

/** What comes before a file's header. */
export interface Separator {
  /** What may stand between the cells. */
  readonly delimiters: readonly Delimiter[];
  /** Characters up to the line behind it. */
  readonly end: number;
  /** That line. */
  readonly line: number;
}

/** `sep=;` as spreadsheets and their users write it: quoted, in any case, a tab as such or as `\t`, filled up with delimiters. */
const SEPARATOR_LINE = /^\ufeff?[ \t]*("?)sep=(\\t|[^\r\n"]?)\1[\s,;|]*$/i;

/** Longer than any such line: without a bound, a file without line ends would be looked through again with every piece. */
const LONGEST_LINE = 100;

/** Reads the `sep=` line, where there is one. `undefined` where the line is not complete yet. @throws CsvError */
export function readSeparator(text: string, isWhole: boolean): Separator | undefined {
  const none = { delimiters: DELIMITERS, end: 0, line: 1 };
  const end = text.slice(0, LONGEST_LINE).search(/[\r\n]/);
  if (end < 0 && text.length >= LONGEST_LINE) return none;
  const isOpen = !isWhole && (end < 0 || (text[end] === '\r' && end + 1 === text.length));
  if (isOpen) return couldBe(text) ? undefined : none;
  const line = text.slice(0, end < 0 ? text.length : end);
  const [, , said] = SEPARATOR_LINE.exec(line) ?? [];
  if (said === undefined) return none;
  const behind = { end: end < 0 ? text.length : afterLineEnd(text, end), line: 2 };
  if (said === '') return { delimiters: DELIMITERS, ...behind };
  const delimiter = DELIMITERS.find((one) => one === (said === '\\t' ? '\t' : said));
  if (delimiter) return { delimiters: [delimiter], ...behind };
  throw new CsvError(1, `${JSON.stringify(line)} names no delimiter that can be read; use "," ";" "|" or a tab.`);
}

/** Whether a line of which more may come can still become a `sep=` line. */
function couldBe(start: string): boolean {
  const seen = start.replace(/^\ufeff?[ \t]*"?/, '').slice(0, 4);
  return 'sep='.startsWith(seen.toLowerCase());
}
