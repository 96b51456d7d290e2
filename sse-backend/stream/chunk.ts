// [spec] RFC 9112 section 7.1: a chunk is its size in hex, CRLF, its bytes, CRLF.
const CRLF = Buffer.from('\r\n');

/** What goes in front of `size` bytes of a chunk. */
export function chunkHead(size: number): Buffer {
  return Buffer.from(`${size.toString(16)}\r\n`, 'latin1');
}

/** What goes behind a chunk's bytes. */
export const CHUNK_TAIL = CRLF;
