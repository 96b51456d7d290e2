import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { SeededRandom } from '../seeded-random.ts';
import { FileContent, type Fate } from './file-content.ts';
import type { Operation } from './operations.ts';

/** The fate of all writes that no sync has covered: one for all of them, or `mixed`, one for each. */
export const FATES = ['kept', 'dropped', 'halved', 'torn', 'mixed'] as const;
export type Fates = (typeof FATES)[number];

const SINGLE_FATES: readonly Fate[] = ['kept', 'dropped', 'halved', 'torn'];

interface Numbered {
  readonly number: number;
  readonly operation: Operation;
}

interface DiskFile {
  readonly durable: FileContent;
  /** Writes and truncations that no sync has covered. */
  unsynced: Numbered[];
}

interface NameChange extends Numbered {
  readonly file: DiskFile;
}

/**
 * A disk that is given a server's recorded operations one by one, and can say what a power cut may leave on it.
 *
 * The sync of a file makes that file's earlier writes durable, and no other's. Names become durable in the order in which they
 * changed, as in file systems with a journal: at the latest with the next sync of their folder or file.
 */
export class Disk {
  readonly #root: string;
  readonly #files = new Map<string, DiskFile>();
  readonly #durableFiles = new Map<string, DiskFile>();
  #unsyncedNames: NameChange[] = [];
  /** The numbers of the operations with which syncs under way began. */
  readonly #syncs = new Map<number, number>();
  #number = 0;

  /** `root`: the folder of the data. */
  constructor(root: string) {
    this.#root = root;
  }

  /** Makes the next operation. */
  apply(operation: Operation): void {
    const { kind, path, at } = operation;
    const number = (this.#number += 1);
    switch (kind) {
      case 'create':
        this.#changeName(operation, { durable: new FileContent(), unsynced: [] });
        return;
      case 'unlink':
      case 'rename':
        this.#changeName(operation, this.#fileAt(path));
        return;
      case 'write':
      case 'truncate':
        this.#fileAt(path).unsynced.push({ number, operation });
        return;
      case 'sync-begin':
        this.#syncs.set(at, number);
        return;
      case 'sync-end':
        this.#sync(path, this.#syncs.get(at) ?? 0);
        return;
      case 'sent':
        return;
    }
  }

  /** Ends the process whose operations were made: its syncs under way count for nothing. */
  endProcess(): void {
    this.#syncs.clear();
  }

  /** Writes the files into a folder as a power cut may leave them now. */
  writeImage(folder: string, fates: Fates, random: SeededRandom): void {
    const files = new Map(this.#durableFiles);
    for (const { operation, file } of this.#survivingNames(fates, random)) changeName(files, operation, file);
    for (const [path, { durable, unsynced }] of files) {
      const content = durable.clone();
      for (const { operation } of unsynced) content.apply(operation, drawFate(fates, random), random);
      const target = join(folder, relative(this.#root, path));
      mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
      writeFileSync(target, content.bytes, { mode: 0o600 });
    }
  }

  #survivingNames(fates: Fates, random: SeededRandom): readonly NameChange[] {
    if (fates === 'kept') return this.#unsyncedNames;
    return fates === 'dropped' ? [] : this.#unsyncedNames.slice(0, random.between(0, this.#unsyncedNames.length));
  }

  #changeName(operation: Operation, file: DiskFile): void {
    changeName(this.#files, operation, file);
    this.#unsyncedNames.push({ number: this.#number, operation, file });
  }

  /** Makes durable what was done to a file, or to the names in a folder, before the sync began. */
  #sync(path: string, begin: number): void {
    const file = this.#files.get(path);
    const covered = this.#unsyncedNames.findLastIndex(
      (change) => change.number < begin && (change.file === file || dirname(change.operation.path) === path),
    );
    for (const change of this.#unsyncedNames.splice(0, covered + 1)) {
      changeName(this.#durableFiles, change.operation, change.file);
    }
    if (!file) return;
    const isCovered = ({ number }: Numbered) => number < begin;
    for (const { operation } of file.unsynced.filter(isCovered)) file.durable.applyWhole(operation);
    file.unsynced = file.unsynced.filter((each) => !isCovered(each));
  }

  #fileAt(path: string): DiskFile {
    const file = this.#files.get(path);
    if (!file) throw new Error(`${path} was changed before it was created`);
    return file;
  }
}

function changeName(files: Map<string, DiskFile>, { kind, path, data }: Operation, file: DiskFile): void {
  if (kind === 'create') files.set(path, file);
  else files.delete(path);
  if (kind === 'rename') files.set(data.toString(), file);
}

function drawFate(fates: Fates, random: SeededRandom): Fate {
  return fates === 'mixed' ? (SINGLE_FATES[random.between(0, SINGLE_FATES.length - 1)] ?? 'torn') : fates;
}
