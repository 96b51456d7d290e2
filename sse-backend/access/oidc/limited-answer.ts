/** Maximum size of an answer of the provider: keys, metadata and tokens have some kilobytes. */
const MOST_BYTES = 1 << 20;

/** An answer that was given up, as it was larger than anything that was asked for. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';

  constructor(url: string) {
    super(`the answer of ${url} has more than ${MOST_BYTES} bytes; it was not read further`);
  }
}

/**
 * An answer whose body fails with {@link AnswerTooLarge} beyond 1 MiB, counted after decompression. Without it, a faulty
 * provider would fill the memory.
 */
export function limitedAnswer(answer: Response): Response {
  if (!answer.body) return answer;
  let bytes = 0;
  const limit = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > MOST_BYTES) throw new AnswerTooLarge(answer.url);
      controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = answer;
  return new Response(answer.body.pipeThrough(limit), { status, statusText, headers });
}
