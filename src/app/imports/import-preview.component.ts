import { Component, computed, inject, input } from '@angular/core';
import { CSV_FIELDS, type CsvField } from '@contract/csv-columns';
import { type CsvFormats, DATE_FORMATS, UNITS } from '@contract/csv-formats';
import { describeFieldError } from '@contract/field-error';
import type { ImportRow, RowError } from '@contract/import-row';

import { formatBytes } from '../formats/numbers';
import { formatDateTime } from '../formats/times';
import { IMPORTS_TEXT, withoutParameters } from '../messages/imports';
import { ImportDraftStore } from './import-draft.store';
import { UploadStore } from './upload.store';

const TEXT = IMPORTS_TEXT.preview;

/** Stands for no column at all. */
const NONE = 'none';

const FORMATS = [
  { name: 'unit', options: UNITS.map((value) => ({ value, label: TEXT.units[value] })) },
  { name: 'dates', options: DATE_FORMATS.map((value) => ({ value, label: TEXT.dates[value] })) },
  { name: 'zone', options: zoneOptions() },
] as const;

/** Shows what will be stored of a file, asks for what the file doesn't say, and sends it. */
@Component({
  selector: 'vw-import-preview',
  templateUrl: './import-preview.component.html',
  styleUrls: ['./card.css', '../connection/table.css', './import-preview.component.css'],
})
export class ImportPreviewComponent {
  private readonly uploads = inject(UploadStore);
  protected readonly draft = inject(ImportDraftStore);

  readonly file = input.required<File>();

  protected readonly text = TEXT;
  protected readonly none = NONE;
  protected readonly chooseText = IMPORTS_TEXT.choose;
  protected readonly problems = IMPORTS_TEXT.problems;
  protected readonly preview = this.draft.preview;
  protected readonly size = computed(() => formatBytes(this.file().size));
  protected readonly problem = computed(() => this.preview()?.problem ?? '');
  protected readonly columns = computed(() =>
    (this.preview()?.columns ?? []).map((name, index) => ({ name, label: TEXT.column(name, index + 1) })),
  );
  protected readonly fields = computed(() => {
    const preview = this.preview();
    return CSV_FIELDS.map((field) => {
      const column = preview?.columnOf[field];
      const isAsked = preview?.asked.includes(field) === true;
      return { field, label: TEXT.fields[field], column, isAsked, isNone: field === 'takenAt' && !isAsked };
    });
  });
  /** What has to be said of how the file writes, and what was. */
  protected readonly formats = computed(() => {
    const [lacks, given] = [this.preview()?.lacks, this.draft.formats()];
    return FORMATS.filter(({ name }) => lacks?.[name]).map(({ name, options }) => ({
      name,
      options,
      ...TEXT.format[name],
      value: given[name] ?? '',
    }));
  });
  protected readonly rows = computed(() => (this.preview()?.rows ?? []).map(describeRow));
  protected readonly ignored = computed(() => {
    const titles = this.preview()?.ignored ?? [];
    return titles.length > 0 ? TEXT.ignored(titles) : '';
  });
  protected readonly outcome = computed(() => {
    const { looked = 0, refused = 0, isWhole = true } = this.preview() ?? {};
    return looked > 0 ? TEXT.outcome(looked, refused, isWhole) : '';
  });

  protected choose(field: CsvField, { value }: HTMLSelectElement): void {
    this.draft.take(field, value === NONE ? '' : this.columns()[Number(value)]?.name);
  }

  protected chooseFormat(name: keyof CsvFormats, { value }: HTMLSelectElement): void {
    this.draft.takeFormat(name, value);
  }

  protected send(): void {
    this.uploads.send({ file: this.file(), columns: this.draft.columns(), formats: this.draft.formats() });
  }

  protected discard(): void {
    this.uploads.cancel();
    this.draft.discard();
  }
}

/** A row as it will be stored, or why it will not. */
function describeRow(row: ImportRow) {
  const { line } = row;
  if (row.kind === 'refused') return { line, reasons: row.errors.map(describe), cells: [] };
  const { name, temperature, rfid, takenAtMs } = row;
  return { line, reasons: [], cells: [name, temperature, rfid, formatTakenAt(takenAtMs)] };
}

function describe({ column, ...error }: RowError): string {
  return `${describeFieldError({ field: column, ...error, reason: withoutParameters(error.reason) })}.`;
}

function formatTakenAt(ms: number | undefined): string {
  return ms === undefined ? TEXT.noTimeYet : formatDateTime(ms);
}

/** The device's own zone comes first. */
function zoneOptions(): readonly { readonly value: string; readonly label: string }[] {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const others = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
  others.delete(own);
  return [{ value: own, label: TEXT.thisZone(own) }, ...[...others].map((value) => ({ value, label: value }))];
}
