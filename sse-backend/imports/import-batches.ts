import { open, type FileHandle } from 'node:fs/promises';
import { parseColumns } from '../contract/csv-columns.ts';
import { readFormats } from '../contract/csv-formats.ts';
import { readHead, type CsvHead } from '../contract/csv-head.ts';
import { CsvError, CsvReader, lineAfter } from '../contract/csv-reader.ts';
import { CsvText, TextError } from '../contract/csv-text.ts';
import { rowReader } from '../contract/import-row.ts';
import type { ImportJob, ImportPlace } from '../log/import-shapes.ts';
import { BatchGatherer, type ReadBatch } from './batch-gatherer.ts';
import { filePieces } from './file-pieces.ts';

/** Which file is read, as what, and from where on. */
export type ReadOrder = Pick<ImportJob, 'id' | 'columns' | 'formats' | 'place' | 'totalBytes'> & {
  readonly path: string;
  /** The time here, in milliseconds since 1970, by which the rows' times are checked. */
  readonly nowMs: number;
};

/** The file is not what was sent: it is gone, or cut. */
class FileError extends Error {
  override readonly name = 'FileError';
}

/** Whether an error says that a file will never be read on, and why, so that there is no use in trying again. */
export function isUnreadable(error: unknown): error is CsvError | TextError | FileError {
  return error instanceof CsvError || error instanceof TextError || error instanceof FileError;
}

/**
 * The rows of a file from the order's place on, checked, in batches; little is held at a time.
 * @throws what `isUnreadable` says, once all rows before it have been given; and what the file system says
 */
export async function* importBatches(order: ReadOrder): AsyncGenerator<ReadBatch, void> {
  const file = await openFile(order.path);
  try {
    await checkSize(file, order.totalBytes);
    const { head, end } = await readFileHead(file, order.columns);
    const start = order.place.bytes === 0 ? end : order.place;
    const read = rowReader(head, readFormats(order.formats));
    const gatherer = new BatchGatherer({ id: order.id, head, read, nowMs: order.nowMs }, order.place.bytes, start);
    try {
      yield* gatherAll(file, head, start, gatherer);
    } catch (error) {
      yield* gatherer.cut();
      throw error;
    }
    yield* gatherer.end();
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw new FileError('The file is no longer here, as after a backup was restored; send it again.', { cause });
  }
}

/** The last row of a file that was cut could be half of one, and look whole. */
async function checkSize(file: FileHandle, expected: number): Promise<void> {
  const { size } = await file.stat();
  if (size === expected) return;
  throw new FileError(`The file has ${size} bytes here where ${expected} were sent; send it again.`);
}

/** The header, and the place behind it. */
async function readFileHead(file: FileHandle, columns: string): Promise<{ head: CsvHead; end: ImportPlace }> {
  const decoder = new CsvText();
  const given = parseColumns(columns) ?? {};
  let text = '';
  for await (const piece of filePieces(file, 0)) {
    text += decoder.push(piece);
    const head = readHead(text, given, false);
    if (head) return { head, end: placeBehind(text, head) };
  }
  decoder.end();
  const head = readHead(text, given, true);
  if (!head) throw new Error('a whole file either has a header or is refused');
  return { head, end: placeBehind(text, head) };
}

function placeBehind(text: string, { header }: CsvHead): ImportPlace {
  return { bytes: Buffer.byteLength(text.slice(0, header.end)), line: lineAfter(header) };
}

async function* gatherAll(
  file: FileHandle,
  { delimiter }: CsvHead,
  start: ImportPlace,
  gatherer: BatchGatherer,
): AsyncGenerator<ReadBatch, void> {
  const decoder = new CsvText(start.bytes);
  const reader = new CsvReader({ delimiter, line: start.line });
  for await (const piece of filePieces(file, start.bytes)) {
    const text = decoder.push(piece);
    yield* gatherer.add(text, reader.push(text));
  }
  decoder.end();
  yield* gatherer.add('', reader.end());
}
