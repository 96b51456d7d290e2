import { Transform } from 'node:stream';

/** [spec] HTML, 9.2.5: a stream may begin with one byte order mark, which is no part of its first line. */
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

/**
 * Puts lines in front of an event stream, behind its byte order mark if it has one. They go out with the first byte of
 * what follows, so that a chunk's borders stay where they are.
 */
export function streamPrefix(lines: string): Transform {
  const prefix = Buffer.from(lines);
  let matched = 0;
  let isDone = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (isDone) return done(null, chunk);
      let at = 0;
      while (at < chunk.length && matched < BYTE_ORDER_MARK.length && chunk[at] === BYTE_ORDER_MARK[matched]) {
        at += 1;
        matched += 1;
      }
      // Within the mark a prefix would break it in two; what only began like one is no stream that anybody could read.
      if (at === chunk.length && matched < BYTE_ORDER_MARK.length) return done(null, chunk);
      isDone = true;
      done(null, Buffer.concat([chunk.subarray(0, at), prefix, chunk.subarray(at)]));
    },
  });
}
