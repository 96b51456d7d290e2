const LONGEST = 200;

/** Says what two issuers are called that have to be the same text; names a difference that is easily overlooked. */
export function differentIssuers(subject: string, seen: unknown, expected: string): string {
  const name = typeof seen === 'string' ? seen : JSON.stringify(seen ?? null);
  const text = `${subject} ${JSON.stringify(name.slice(0, LONGEST))}, but ${JSON.stringify(expected)} is expected`;
  const isSlash = name !== expected && withoutSlash(name) === withoutSlash(expected);
  return isSlash ? `${text}: they differ only in the trailing slash` : text;
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}
