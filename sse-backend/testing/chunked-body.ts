/** An answer of HTTP/1.1 taken apart as its grammar has it. */
export interface ChunkedAnswer {
  readonly head: string;
  /** What each chunk carried. */
  readonly chunks: readonly string[];
  /** Whether the last chunk has come. */
  readonly isComplete: boolean;
}

/**
 * Takes apart the bytes of a chunked answer (RFC 9112 section 7.1), each byte given as one character. What has not come
 * whole yet is left away. @throws Error when the framing is broken
 */
export function parseChunked(bytes: string): ChunkedAnswer {
  const headEnd = bytes.indexOf('\r\n\r\n') + 4;
  if (headEnd < 4) return { head: '', chunks: [], isComplete: false };
  const chunks: string[] = [];
  for (let start = headEnd; ;) {
    const lineEnd = bytes.indexOf('\r\n', start);
    if (lineEnd < 0) return { head: bytes.slice(0, headEnd), chunks, isComplete: false };
    const line = bytes.slice(start, lineEnd);
    if (!/^[0-9a-f]+$/.test(line)) throw new Error(`${JSON.stringify(line.slice(0, 100))} is not the size of a chunk`);
    const size = parseInt(line, 16);
    const end = lineEnd + 2 + size;
    if (bytes.length < end + 2) return { head: bytes.slice(0, headEnd), chunks, isComplete: false };
    if (bytes.slice(end, end + 2) !== '\r\n') throw new Error(`A chunk of ${size} bytes is longer than that`);
    if (size === 0) return { head: bytes.slice(0, headEnd), chunks, isComplete: true };
    chunks.push(Buffer.from(bytes.slice(lineEnd + 2, end), 'latin1').toString('utf8'));
    start = end + 2;
  }
}
