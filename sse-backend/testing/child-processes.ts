import { readFileSync } from 'node:fs';

/** The ids of the processes that this one has started; on Linux alone. */
export function childProcesses(): readonly number[] {
  const ids = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
  return ids.split(' ').filter(Boolean).map(Number);
}
