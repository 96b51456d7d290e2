/** A value of a header by which a client says what it takes, lower case and without parameters, and how much it likes it. */
interface Wish {
  readonly value: string;
  /** From 0, not at all, to 1. */
  readonly quality: number;
}

/**
 * The media type that a client likes best of those offered (lower case, the server's favourite first); `undefined` when it
 * takes none of them. [spec] RFC 9110 section 12.5.1: the most specific range that matches a type tells its quality.
 */
export function preferredType<T extends string>(
  accept: string | undefined,
  offered: readonly [T, ...T[]],
): T | undefined {
  if (accept === undefined || accept.trim() === '') return offered[0];
  const wishes = parseWishes(accept);
  return best(offered, (type) => qualityOf([type, `${type.split('/')[0] ?? ''}/*`, '*/*', '*'], wishes));
}

/**
 * The content encoding that a client likes best of those offered (lower case, the server's favourite first); `undefined`
 * when it takes none of them, or likes the bytes as they are better. [spec] RFC 9110 section 12.5.3
 */
export function preferredEncoding<T extends string>(
  acceptEncoding: string | undefined,
  offered: readonly T[],
): T | undefined {
  const wishes = parseWishes(acceptEncoding ?? '');
  const found = best([...offered, 'identity'] as const, (encoding) => qualityOf([encoding, '*'], wishes));
  return offered.find((encoding) => encoding === found);
}

/** Whether a client names a media type itself and takes it. */
export function namesType(accept: string | undefined, type: string): boolean {
  return qualityOf([type], parseWishes(accept ?? '')) > 0;
}

function parseWishes(header: string): readonly Wish[] {
  // A parameter may have commas and semicolons in quotes; its value counts for nothing here. A quote that is never closed ends
  // with the header: a search for its end from each further quote takes 150 ms for a header of 16 KB.
  const unquoted = header.replaceAll(/"(?:[^"\\]|\\.?)*(?:"|$)/g, 'quoted');
  return unquoted.split(',').map((text) => {
    const [value = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters
      .map((parameter) => /^q\s*=\s*(.*)$/.exec(parameter)?.[1])
      .find((each) => each !== undefined);
    return { value, quality: weight === undefined ? 1 : parseQuality(weight) };
  });
}

/**
 * A weight, also with more decimals than allowed or without a leading zero, as Java sends it (`q=.2`). A weight that is none
 * counts as 0: what a client wrote by mistake is not taken for a wish.
 */
function parseQuality(text: string): number {
  return /^(?:\d+\.?\d*|\.\d+)$/.test(text) ? Math.min(1, Number(text)) : 0;
}

/** The first of equals; `undefined` when none is taken. */
function best<T extends string>(offered: readonly T[], rate: (each: T) => number): T | undefined {
  let found: { readonly each: T; readonly quality: number } | undefined;
  for (const each of offered) {
    const quality = rate(each);
    if (quality > (found?.quality ?? 0)) found = { each, quality };
  }
  return found?.each;
}

function qualityOf(bySpecificity: readonly string[], wishes: readonly Wish[]): number {
  for (const wanted of bySpecificity) {
    const qualities = wishes.filter(({ value }) => value === wanted).map(({ quality }) => quality);
    if (qualities.length > 0) return Math.max(...qualities);
  }
  return 0;
}
