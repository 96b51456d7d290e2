import { problemDetail } from '../http/failure';
import { ApiError } from '../http/json-api';
import { IMPORTS_TEXT } from '../messages/imports';

const TEXT = IMPORTS_TEXT.upload;

/** Why a file was not taken, and what to do about it, in sentences. Never rejects. */
export async function explainRefusal(error: unknown, file: File): Promise<string> {
  if (!(error instanceof ApiError) || error.status === 0) return (await isThere(file)) ? TEXT.noAnswer : TEXT.changed;
  const { status, body } = error;
  return `${problemDetail(body) || TEXT.answered(status)} ${TEXT.todo[status] ?? TEXT.otherwise}`;
}

/** Whether the file can still be read: a browser breaks off the upload of one that was changed, and doesn't say why. */
async function isThere(file: File): Promise<boolean> {
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
}
