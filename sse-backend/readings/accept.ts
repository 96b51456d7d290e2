interface MediaRange {
  readonly type: string;
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
  const ranges = accept.split(',').map(parseRange);
  const rated = offered.map((type) => ({ type, quality: qualityOf(type, ranges) }));
  const best = rated.reduce((one, other) => (other.quality > one.quality ? other : one));
  return best.quality > 0 ? best.type : undefined;
}

function parseRange(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  return { type, quality: weight === undefined ? 1 : parseQuality(weight.slice(2)) };
}

/** A weight that is none counts as 0: what a client wrote by mistake is not taken for a wish. */
function parseQuality(text: string): number {
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(text) ? Number(text) : 0;
}

function qualityOf(type: string, ranges: readonly MediaRange[]): number {
  const bySpecificity = [type, `${type.split('/')[0] ?? ''}/*`, '*/*'];
  for (const wanted of bySpecificity) {
    const range = ranges.find((each) => each.type === wanted);
    if (range) return range.quality;
  }
  return 0;
}
