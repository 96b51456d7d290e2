import { Component, computed, inject, input } from '@angular/core';
import { CSV_FIELDS, type CsvField } from '@contract/csv-columns';
import { type CsvFormats, DATE_FORMATS, UNITS } from '@contract/csv-formats';
import { describeFieldError } from '@contract/field-error';
import type { ImportRow, RowError } from '@contract/import-row';

import { formatBytes } from '../formats/numbers';
import { formatDateTime } from '../formats/times';
import { IMPORTS_TEXT, withoutParameters } from '../messages/imports';
import { SelectedFileStore } from './selected-file.store';
import { UploadStore } from './upload.store';

const TEXT = IMPORTS_TEXT.preview;

/** Value of the option for no column. */
const NONE = 'none';

const FORMATS = [
  { name: 'unit', options: UNITS.map((value) => ({ value, label: TEXT.units[value] })) },
  { name: 'dates', options: DATE_FORMATS.map((value) => ({ value, label: TEXT.dates[value] })) },
  { name: 'zone', options: zoneOptions() },
] as const;

/** Shows a preview of the file, with form fields for columns and formats that it doesn't specify, and uploads it. */
@Component({
  selector: 'vw-import-preview',
  templateUrl: './import-preview.component.html',
  styleUrls: ['./card.css', '../connection/table.css', './import-preview.component.css'],
})
export class ImportPreviewComponent {
  private readonly uploads = inject(UploadStore);
  protected readonly selected = inject(SelectedFileStore);

  readonly file = input.required<File>();

  protected readonly text = TEXT;
  protected readonly none = NONE;
  protected readonly chooseText = IMPORTS_TEXT.choose;
  protected readonly problems = IMPORTS_TEXT.problems;
  protected readonly preview = this.selected.preview;
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
  /** The formats that the file doesn't specify, with their chosen values. */
  protected readonly formats = computed(() => {
    const [lacks, given] = [this.preview()?.lacks, this.selected.formats()];
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
    this.selected.mapColumn(field, value === NONE ? '' : this.columns()[Number(value)]?.name);
  }

  protected chooseFormat(name: keyof CsvFormats, { value }: HTMLSelectElement): void {
    this.selected.setFormat(name, value);
  }

  protected send(): void {
    this.uploads.send({ file: this.file(), columns: this.selected.columns(), formats: this.selected.formats() });
  }

  protected discard(): void {
    this.uploads.cancel();
    this.selected.discard();
  }
}

/** Returns the cells of a row as they will be stored, or the reasons why the row will be rejected. */
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

/** Time zones, the device's own first. */
function zoneOptions(): readonly { readonly value: string; readonly label: string }[] {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const others = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
  others.delete(own);
  return [{ value: own, label: TEXT.thisZone(own) }, ...[...others].map((value) => ({ value, label: value }))];
}
