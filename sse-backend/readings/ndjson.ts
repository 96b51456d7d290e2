import { signInRequired } from '../http/challenge.ts';
import { AppError } from '../app-error.ts';
import type { RequestContext } from '../http/request-context.ts';
import { sendJson } from '../http/json.ts';
import { feedBody } from '../http/feed-body.ts';
import type { IngestParts } from './ingest.ts';
import { NdjsonUpload } from './ndjson-upload.ts';

/** A gateway may feed one upload for hours; one that is silent for this long is taken for dead. */
const LONGEST_SILENCE_MS = 5 * 60_000;

/**
 * Takes readings line by line, storing good ones as they come, and answers 200 with a summary at the end.
 * @throws AppError `body-too-slow`, `sign-in-required` when the access ends that it began with, and at once what the log
 * throws, each with the summary so far
 */
export async function takeNdjson(
  context: RequestContext,
  parts: Omit<IngestParts, 'maxBodyBytes'>,
  silenceMs = LONGEST_SILENCE_MS,
): Promise<void> {
  const upload = new NdjsonUpload(parts, parts.actorOf(context));
  try {
    const end = await feedBody(context, (bytes) => upload.take(bytes), silenceMs);
    // The last line of a connection that broke may be cut short, and still read as a reading.
    if (end === 'lost') return;
    if (end === 'unwelcome') throw signInRequired(context.response, 'ended');
    await upload.finish();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, error.message, { cause: error, extensions: { ...upload.summary } });
  }
  sendJson(context.response, 200, upload.summary);
}
