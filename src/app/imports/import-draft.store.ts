import { computed, Service, signal } from '@angular/core';
import { type ColumnNames, type CsvField, formatColumns } from '@contract/csv-columns';

import { previewCsv } from './csv-preview';
import { type FileStart, readStart } from './file-start';

/** The file that is looked at before it is sent; it stays chosen when its reader looks at another page meanwhile. */
@Service()
export class ImportDraftStore {
  private readonly fileState = signal<File | undefined>(undefined);
  private readonly start = signal<FileStart | undefined>(undefined);
  private readonly given = signal<ColumnNames>({});
  /** What was said of the file before: the next one may be its mended rows. */
  private before: ColumnNames = {};

  readonly file = this.fileState.asReadonly();
  /** `undefined` until the file's beginning has been read. */
  readonly preview = computed(() => {
    const start = this.start();
    return start && previewCsv(start, this.given());
  });
  /** The columns as `?columns=` has them; '' where the file names them as we do. */
  readonly columns = computed(() => formatColumns(this.given()));

  /** Looks at a file. */
  async choose(file: File): Promise<void> {
    this.discard();
    this.fileState.set(file);
    const start = await readStart(file);
    if (file !== this.file()) return;
    if (isReadableOnlyBy(this.before, start)) this.given.set(this.before);
    this.start.set(start);
  }

  /** Says in which column a field stands; `undefined`: in the one that is called like it, if there is one. */
  take(field: CsvField, column: string | undefined): void {
    const others = Object.entries(this.given()).filter(([name]) => name !== field);
    this.given.set(Object.fromEntries(column === undefined ? others : [...others, [field, column]]));
  }

  discard(): void {
    if (this.columns() !== '') this.before = this.given();
    this.fileState.set(undefined);
    this.start.set(undefined);
    this.given.set({});
  }
}

function isReadableOnlyBy(columns: ColumnNames, start: FileStart): boolean {
  return previewCsv(start, {}).problem !== '' && previewCsv(start, columns).problem === '';
}
