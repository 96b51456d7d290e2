import { signInRequired } from '../http/challenge.ts';
import { AppError } from '../app-error.ts';
import type { RequestContext } from '../http/request-context.ts';
import { feedBody } from '../http/feed-body.ts';
import type { IncomingFile } from './incoming-file.ts';
import { UploadHead } from './upload-head.ts';
import { tooLarge, type UploadParameters } from './upload-parameters.ts';
import { noRoom, type RoomPromise } from './upload-room.ts';

/** A connection that brings no byte for so long is taken for dead. */
const LONGEST_SILENCE_MS = 60_000;

/** What a file is received with. */
export interface Upload {
  readonly parameters: UploadParameters;
  readonly file: IncomingFile;
  readonly room: RoomPromise;
  readonly maxBytes: number;
}

/** A file that has come whole. */
export interface ReceivedFile {
  /** The first line, line end excluded. */
  readonly header: string;
  readonly bytes: number;
}

/**
 * Writes a body into a file, and keeps it once it is whole; `undefined` when the connection was lost before.
 * @throws AppError `invalid-csv` as soon as its beginning is there, `body-too-large`, `no-room`, `body-too-slow`,
 * `sign-in-required` when the access ends that it began with, `storage-unavailable`; the file is discarded then
 */
export async function receiveFile(context: RequestContext, upload: Upload): Promise<ReceivedFile | undefined> {
  const { parameters, file, room, maxBytes } = upload;
  const head = new UploadHead(parameters.columnNames);
  const take = async (bytes: Buffer) => {
    if (file.bytes + bytes.length > maxBytes) throw tooLarge(`more than ${maxBytes} bytes`, maxBytes);
    head.push(bytes);
    await file.write(bytes);
    await room.use(bytes.length);
  };
  try {
    const end = await feedBody(context, take, LONGEST_SILENCE_MS);
    if (end === 'unwelcome') throw signInRequired(context.response, 'ended');
    if (end === 'complete') {
      const header = head.end();
      await file.keep();
      return { header, bytes: file.bytes };
    }
  } catch (error) {
    await file.discard();
    throw explained(error);
  }
  await file.discard();
  return undefined;
}

/** What the file system threw, as a refusal that its receiver can act on. */
function explained(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (error instanceof AppError || typeof code !== 'string') return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return noRoom('there is no room left', { cause: error });
  return new AppError('storage-unavailable', `The file can't be kept (${code}); try again later.`, { cause: error });
}
