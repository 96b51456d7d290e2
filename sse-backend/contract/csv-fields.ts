/** The cells of a row. `end`: where in the text its line ends. */
export interface Fields {
  readonly cells: readonly string[];
  readonly end: number;
  readonly problem: string | undefined;
}

/** A cell whose end has not come: where in the text it begins, and how many characters it has so far. */
export interface OpenField {
  readonly start: number;
  readonly length: number;
  readonly isQuoted: boolean;
}

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

const TEXT_BEHIND_QUOTE =
  'has text behind a closing quote; put the whole cell between quotes, and double those that belong to it';

/** Reads the row that begins at `at`, quotes and all. `isLast`: the text's end is the file's. [spec] RFC 4180 section 2 */
export function readFields(text: string, at: number, delimiter: string, isLast: boolean): Fields | OpenField {
  const cells: string[] = [];
  let problem: string | undefined;
  for (let start = at; ;) {
    const isQuoted = text.charCodeAt(start) === QUOTE;
    const closing = isQuoted ? closingQuote(text, start) : start;
    // A quote at the end of the text may be the first of a doubled one.
    const isOpenQuote = closing === undefined || (isQuoted && !isLast && closing + 1 === text.length);
    if (isOpenQuote) return { start, length: lengthOfOpen(text, start), isQuoted };
    const rest = isQuoted ? closing + 1 : start;
    const end = fieldEnd(text, rest, delimiter);
    if (end === text.length && !isLast) return { start, length: end - start, isQuoted: false };
    if (isQuoted && end > rest) problem = TEXT_BEHIND_QUOTE;
    cells.push(isQuoted ? unquoted(text.slice(start + 1, closing)) + text.slice(rest, end) : text.slice(start, end));
    if (text[end] !== delimiter) return { cells, end, problem };
    start = end + 1;
  }
}

/** Whether what was read ends in the middle of a row. */
export function isOpen(fields: Fields | OpenField): fields is OpenField {
  return 'start' in fields;
}

function closingQuote(text: string, opening: number): number | undefined {
  let at = text.indexOf('"', opening + 1);
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at < 0 ? undefined : at;
}

function fieldEnd(text: string, from: number, delimiter: string): number {
  const border = delimiter.charCodeAt(0);
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === border || code === LF || code === CR) return at;
  }
  return text.length;
}

function unquoted(content: string): string {
  return content.includes('"') ? content.replaceAll('""', '"') : content;
}

/** A single quote at the end is left out: it may be the closing one. */
function lengthOfOpen(text: string, start: number): number {
  return text
    .slice(start + 1)
    .replaceAll('""', '_')
    .replace(/"$/, '').length;
}
