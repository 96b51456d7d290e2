const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Is aborted when the program is told to end, so that it can end first what it has started; a second time it ends at once. */
export function endedBySignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of SIGNALS) process.once(signal, () => controller.abort(new Error(`Ended by ${signal}.`)));
  return controller.signal;
}
