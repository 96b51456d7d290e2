/** Longer ones would not fit into a cookie. */
const LONGEST = 1000;

/** Where to go after signing in: a path of ours with its query and fragment. What could lead elsewhere leads to the start. */
export function returnPath(text: string | null): string {
  if (text === null || text.length > LONGEST || !text.startsWith('/')) return '/';
  // [spec] URL Standard: a second slash or a backslash begins a host; tabs and newlines are dropped before it is looked for.
  const url = URL.parse(text, 'http://local');
  if (url?.origin !== 'http://local' || url.pathname.startsWith('//')) return '/';
  return url.pathname + url.search + url.hash;
}
