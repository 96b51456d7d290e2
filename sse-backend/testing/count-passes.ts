/** Counts the passes of the event loop that an action takes: 0 for one that lets nothing else run. */
export async function countPasses(action: () => Promise<unknown>): Promise<number> {
  let passes = 0;
  const count = () => {
    passes += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  await action();
  clearImmediate(next);
  return passes;
}
