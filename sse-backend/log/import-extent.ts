import type { ImportExtent } from '../contract/import.ts';
import type { ImportJob } from './import-shapes.ts';

/** How far an import is, as its events and its state tell it. Rounded down: 100 % is the whole file. */
export function extentOf(job: ImportJob): ImportExtent {
  const { accepted, duplicates, rejected, totalBytes } = job;
  const { bytes } = job.place;
  return {
    Rows: accepted + duplicates + rejected,
    Accepted: accepted,
    Duplicates: duplicates,
    Rejected: rejected,
    Bytes: bytes,
    TotalBytes: totalBytes,
    Percent: totalBytes === 0 ? 0 : Math.floor((bytes * 1000) / totalBytes) / 10,
  };
}
