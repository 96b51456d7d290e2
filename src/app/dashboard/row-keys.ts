/** Where a key leads in a list of `count` rows, from the row `from`, when `page` rows are on the screen; `undefined` for any other key. */
export function rowAfterKey(key: string, from: number, count: number, page: number): number | undefined {
  const to = targets(from, count, page)[key];
  return to === undefined ? undefined : Math.min(Math.max(to, 0), count - 1);
}

function targets(from: number, count: number, page: number): Partial<Record<string, number>> {
  return {
    ArrowUp: from - 1,
    ArrowDown: from + 1,
    PageUp: from - page,
    PageDown: from + page,
    Home: 0,
    End: count - 1,
  };
}
