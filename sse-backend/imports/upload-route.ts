import { AppError } from '../app-error.ts';
import { writeFormats } from '../contract/csv-formats.ts';
import type { RequestContext, Handler } from '../http/request-context.ts';
import { sendJson } from '../http/json.ts';
import { newName } from '../log/new-name.ts';
import type { ImportParts } from './import-parts.ts';
import { toState } from './import-state.ts';
import { parseUploadParameters, type UploadParameters } from './upload-parameters.ts';
import { UploadRoom } from './upload-room.ts';
import { receiveFile, type ReceivedFile } from './upload.ts';

/** Each holds a file open and some 100 KB; more at once only make each other slower. */
const MOST_UPLOADS = 4;

/** Imports that are not over, uploads included: they are worked off one by one, and their files are on disk all the while. */
const MOST_UNFINISHED = 100;

const ID_LENGTH = 10;

type UploadParts = Pick<ImportParts, 'book' | 'files' | 'queue' | 'maxUploadBytes'>;

/** `POST /api/imports`: takes a CSV file; answers 202 with the import, which is at its `Location`, once the file is safely on disk. */
export function uploadRoute(parts: UploadParts): Handler {
  const { book, files, maxUploadBytes } = parts;
  const room = new UploadRoom(() => files.freeBytes());
  let uploads = 0;

  const take = async (context: RequestContext, parameters: UploadParameters): Promise<void> => {
    if ((await book.unfinished()).length + uploads > MOST_UNFINISHED)
      throw tooMany(`${MOST_UNFINISHED} imports are waiting`);
    const id = newName(ID_LENGTH);
    const promised = await room.promise(parameters.declaredBytes ?? 0);
    try {
      const file = await files.receive(id);
      const received = await receiveFile(context, { parameters, file, room: promised, maxBytes: maxUploadBytes });
      if (received) await begin(context, { id, parameters, received }, parts);
    } finally {
      promised.giveBack();
    }
  };

  return async (context) => {
    const parameters = parseUploadParameters(context, maxUploadBytes);
    if (uploads >= MOST_UPLOADS) throw tooMany(`${MOST_UPLOADS} files are being uploaded`);
    uploads += 1;
    try {
      await take(context, parameters);
    } finally {
      uploads -= 1;
    }
  };
}

interface Taken {
  readonly id: string;
  readonly parameters: UploadParameters;
  readonly received: ReceivedFile;
}

/** Has the log know of a file that is on disk. */
async function begin({ principal, from, response }: RequestContext, taken: Taken, parts: UploadParts): Promise<void> {
  const { id, parameters, received } = taken;
  const { fileName, columns } = parameters;
  const formats = writeFormats(parameters.formats);
  const { header, bytes: totalBytes } = received;
  const creating = parts.book.create(
    { id, fileName, by: principal.name, totalBytes, columns, formats, header },
    { who: principal.name, from },
  );
  // Only until the log knows of it: from then on the file is what the import is carried out from.
  const job = await creating.catch(async (error: unknown) => {
    await parts.files.remove(id);
    throw error;
  });
  parts.queue.wake();
  response.setHeader('Location', `/api/imports/${id}`);
  sendJson(response, 202, toState(job, undefined));
}

function tooMany(seen: string): AppError {
  return new AppError(
    'too-busy',
    `${seen}, as many as this server takes; send the file again when one of them is over.`,
  );
}
