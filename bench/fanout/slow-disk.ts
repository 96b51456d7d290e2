import { compilePart } from './compile.ts';

/** What a commit takes on a common SSD, in µs; some virtual disks only seem to have written what they say they have. */
export const SLOW_SYNC_US = 400;

/** What a server is to be started with for its disk to take so long for each sync. @throws Error where there is no C compiler */
export function onSlowDisk(folder: string): readonly string[] {
  return [`LD_PRELOAD=${compilePart('slow-disk', folder)}`, `SYNC_US=${SLOW_SYNC_US}`];
}
