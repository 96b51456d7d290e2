import { whenOrphaned } from '../scripts/orphan.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Is aborted when the program is told to end, so that it can end first what it has started; a second time it ends at once. */
export function endedBySignal(): AbortSignal {
  const controller = new AbortController();
  const end = (by: string) => controller.abort(new Error(`Ended by ${by}.`));
  for (const signal of SIGNALS) process.once(signal, () => end(signal));
  if (process.env['npm_command'] !== undefined) whenOrphaned(() => end('npm'));
  return controller.signal;
}
