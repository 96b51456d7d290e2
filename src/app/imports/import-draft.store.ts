import { computed, Service, signal } from '@angular/core';
import { type ColumnNames, type CsvField, formatColumns } from '@contract/csv-columns';
import { type CsvFormats, PARSE_FORMAT } from '@contract/csv-formats';
import { isErrorsFile } from '@contract/own-csv';

import { previewCsv, type Said } from './csv-preview';
import { type FileStart, readStart } from './file-start';

const NOTHING: Said = { columns: {}, formats: {} };

/** The file that is looked at before it is sent; it stays chosen when its reader looks at another page meanwhile. */
@Service()
export class ImportDraftStore {
  private readonly fileState = signal<File | undefined>(undefined);
  private readonly start = signal<FileStart | undefined>(undefined);
  private readonly said = signal(NOTHING);
  /** What was said of the file before: the next one may be its mended rows. */
  private before = NOTHING;

  readonly file = this.fileState.asReadonly();
  /** `undefined` until the file's beginning has been read. */
  readonly preview = computed(() => {
    const start = this.start();
    return start && previewCsv(start, this.said(), Date.now());
  });
  /** The columns as `?columns=` has them; '' where the file names them as we do. */
  readonly columns = computed(() => formatColumns(this.said().columns));
  readonly formats = computed(() => this.said().formats);

  /** Looks at a file. */
  async choose(file: File): Promise<void> {
    this.discard();
    this.fileState.set(file);
    const start = await readStart(file);
    if (file !== this.file()) return;
    const isMended = isErrorsFile(previewCsv(start, NOTHING, 0).columns);
    const columns = isMended ? this.before.columns : withoutDismissal(this.before.columns);
    if (isReadableOnlyBy(columns, start)) this.said.update(({ formats }) => ({ columns, formats }));
    if (isMended) this.said.update((said) => ({ columns: said.columns, formats: this.before.formats }));
    this.start.set(start);
  }

  /**
   * Says in which column a field stands; '': in none, which only the time can; `undefined`: in the one that is called like it,
   * if there is one.
   */
  take(field: CsvField, column: string | undefined): void {
    this.said.update(({ columns, formats }) => ({ columns: withEntry(columns, field, column), formats }));
  }

  /** Says how the file writes units, dates or times; '' says nothing. */
  takeFormat(name: keyof CsvFormats, text: string): void {
    this.said.update(({ columns, formats }) => ({
      columns,
      formats: withEntry(formats, name, PARSE_FORMAT[name](text)),
    }));
  }

  discard(): void {
    const said = this.said();
    if (said !== NOTHING) this.before = said;
    this.fileState.set(undefined);
    this.start.set(undefined);
    this.said.set(NOTHING);
  }
}

function withEntry<T extends ColumnNames | CsvFormats>(entries: T, name: keyof T, value: string | undefined): T {
  const others = Object.entries(entries).filter(([other]) => other !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]) as T;
}

/** That one file has no times says nothing of another: the times of its readings would be lost unasked. */
function withoutDismissal(columns: ColumnNames): ColumnNames {
  return columns.takenAt === '' ? withEntry(columns, 'takenAt', undefined) : columns;
}

function isReadableOnlyBy(columns: ColumnNames, start: FileStart): boolean {
  const problemBy = (given: ColumnNames): string => previewCsv(start, { columns: given, formats: {} }, 0).problem;
  return problemBy({}) !== '' && problemBy(columns) === '';
}
