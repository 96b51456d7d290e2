import type { FileHandle } from 'node:fs/promises';

/** Bytes read at a time: more is not faster, and is held twice as text. */
const PIECE = 64 * 1024;

/** A file's bytes from `at` on. A piece is good until the next is asked for: all are read into the same memory. */
export async function* filePieces(file: FileHandle, at: number): AsyncGenerator<Uint8Array, void> {
  const buffer = new Uint8Array(PIECE);
  for (let position = at; ;) {
    const { bytesRead } = await file.read(buffer, 0, PIECE, position);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    position += bytesRead;
  }
}
