import { computed, Service, signal } from '@angular/core';
import { type ColumnNames, type CsvField, formatColumns } from '@contract/csv-columns';
import { type CsvFormats, PARSE_FORMAT } from '@contract/csv-formats';
import { isErrorsFile } from '@contract/own-csv';

import { previewCsv, type CsvSettings } from './csv-preview';
import { type FilePrefix, readFilePrefix } from './file-prefix';

const NO_SETTINGS: CsvSettings = { columns: {}, formats: {} };

/** The file that is previewed before its upload. It stays selected while the user visits other pages. */
@Service()
export class SelectedFileStore {
  private readonly fileState = signal<File | undefined>(undefined);
  private readonly prefix = signal<FilePrefix | undefined>(undefined);
  private readonly settings = signal(NO_SETTINGS);
  /** Settings of the previous file: the next file may be its corrected errors.csv. */
  private previousSettings = NO_SETTINGS;

  readonly file = this.fileState.asReadonly();
  /** `undefined` until the file has been read. */
  readonly preview = computed(() => {
    const prefix = this.prefix();
    return prefix && previewCsv(prefix, this.settings(), Date.now());
  });
  /** The value of `?columns=`; '' if the header needs no mapping. */
  readonly columns = computed(() => formatColumns(this.settings().columns));
  readonly formats = computed(() => this.settings().formats);

  /** Reads a file for the preview. */
  async choose(file: File): Promise<void> {
    this.discard();
    this.fileState.set(file);
    const prefix = await readFilePrefix(file);
    if (file !== this.file()) return;
    const isCorrected = isErrorsFile(previewCsv(prefix, NO_SETTINGS, 0).columns);
    const columns = isCorrected ? this.previousSettings.columns : withoutDismissal(this.previousSettings.columns);
    if (needsColumns(columns, prefix)) this.settings.update(({ formats }) => ({ columns, formats }));
    if (isCorrected)
      this.settings.update((settings) => ({ columns: settings.columns, formats: this.previousSettings.formats }));
    this.prefix.set(prefix);
  }

  /** Sets the column of a field. '': no column, only for the time. `undefined`: the column with a matching title. */
  mapColumn(field: CsvField, column: string | undefined): void {
    this.settings.update(({ columns, formats }) => ({ columns: withEntry(columns, field, column), formats }));
  }

  /** Sets the unit, date format or time zone; '' clears it. */
  setFormat(name: keyof CsvFormats, text: string): void {
    this.settings.update(({ columns, formats }) => ({
      columns,
      formats: withEntry(formats, name, PARSE_FORMAT[name](text)),
    }));
  }

  discard(): void {
    const settings = this.settings();
    if (settings !== NO_SETTINGS) this.previousSettings = settings;
    this.fileState.set(undefined);
    this.prefix.set(undefined);
    this.settings.set(NO_SETTINGS);
  }
}

function withEntry<T extends ColumnNames | CsvFormats>(entries: T, name: keyof T, value: string | undefined): T {
  const others = Object.entries(entries).filter(([other]) => other !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]) as T;
}

/** Drops the choice "no time column": applied to another file, it would silently lose the times of its readings. */
function withoutDismissal(columns: ColumnNames): ColumnNames {
  return columns.takenAt === '' ? withEntry(columns, 'takenAt', undefined) : columns;
}

function needsColumns(columns: ColumnNames, prefix: FilePrefix): boolean {
  const problemBy = (given: ColumnNames): string => previewCsv(prefix, { columns: given, formats: {} }, 0).problem;
  return problemBy({}) !== '' && problemBy(columns) === '';
}
