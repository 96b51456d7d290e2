import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, createReadStream, openSync, readSync, statSync, truncateSync } from 'node:fs';
import { StartError } from '../start-error.ts';

/** `\nvitalwire backup sha256 <64 hex digits> <20 decimal digits>\n`, behind everything else. */
const SEAL = /^\nvitalwire backup sha256 ([0-9a-f]{64}) (\d{20})\n$/;

const SEAL_BYTES = 111;

/** Appends length and SHA-256 of a finished file to it. SQLite ignores what follows the last page of a database. */
export async function seal(file: string): Promise<void> {
  const { size } = statSync(file);
  appendFileSync(file, `\nvitalwire backup sha256 ${await sha256Of(file, size)} ${String(size).padStart(20, '0')}\n`);
}

/**
 * Checks that a sealed file has exactly the bytes that were sealed, then removes the seal.
 * @param name the file's name in error messages
 * @throws StartError when anything in it was changed, appended or is missing
 */
export async function unseal(file: string, name: string): Promise<void> {
  const size = statSync(file).size - SEAL_BYTES;
  const [, expected, length] = SEAL.exec(readEnd(file, size)) ?? [];
  if (expected === undefined) throw damaged(name, 'its checksum is not at its end: bytes are missing or were appended');
  if (Number(length) !== size) throw damaged(name, `it has ${size} bytes instead of ${Number(length)}`);
  if ((await sha256Of(file, size)) !== expected) throw damaged(name, 'its content does not have its SHA-256');
  truncateSync(file, size);
}

/** Whether a file ends with a seal; {@link unseal} checks whether the seal is right. */
export function hasSeal(file: string): boolean {
  return SEAL.test(readEnd(file, statSync(file).size - SEAL_BYTES));
}

async function sha256Of(file: string, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { end: bytes - 1, highWaterMark: 1 << 20 }))
    hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function readEnd(file: string, from: number): string {
  if (from <= 0) return '';
  const end = Buffer.alloc(SEAL_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    return end.toString('latin1', 0, readSync(descriptor, end, 0, SEAL_BYTES, from));
  } finally {
    closeSync(descriptor);
  }
}

function damaged(name: string, why: string): StartError {
  return new StartError(`${name} is damaged (${why}); nothing was restored: copy it again, or take another backup.`);
}
