import { once } from 'node:events';
import { readdirSync, watch } from 'node:fs';

/** Waits until the names of the files in a folder fulfil a condition. */
export async function untilFiles(folder: string, isFulfilled: (names: readonly string[]) => boolean): Promise<void> {
  const watcher = watch(folder);
  try {
    while (!isFulfilled(readdirSync(folder))) await once(watcher, 'change');
  } finally {
    watcher.close();
  }
}
