import { Component, computed, inject, input } from '@angular/core';
import { CSV_FIELDS, type CsvField } from '@contract/csv-columns';

import { formatBytes } from '../readings/trend-formats';
import { IMPORTS_TEXT } from '../texts/imports';
import { ImportDraftStore } from './import-draft.store';
import { UploadStore } from './upload.store';

const TEXT = IMPORTS_TEXT.preview;

/** Shows how a file will be read, lets its reader say which column is what, and sends it. */
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
  protected readonly chooseText = IMPORTS_TEXT.choose;
  protected readonly problems = IMPORTS_TEXT.problems;
  protected readonly preview = this.draft.preview;
  protected readonly size = computed(() => formatBytes(this.file().size));
  protected readonly problem = computed(() => this.preview()?.problem ?? '');
  /** The file's columns, and what each of them becomes. */
  protected readonly columns = computed(() => {
    const { columns, columnOf } = this.preview() ?? { columns: [], columnOf: undefined };
    return columns.map((name, index) => {
      const field = columnOf && CSV_FIELDS.find((one) => columnOf[one] === index);
      return { name, label: TEXT.column(name, index + 1), becomes: field && TEXT.becomes(TEXT.fields[field]) };
    });
  });
  protected readonly fields = computed(() =>
    CSV_FIELDS.map((field) => ({
      field,
      label: TEXT.fields[field],
      none: field === 'takenAt' ? TEXT.noTime : TEXT.choose,
      column: this.preview()?.columnOf[field],
    })),
  );

  protected choose(field: CsvField, select: HTMLSelectElement): void {
    this.draft.take(field, select.value === '' ? undefined : this.columns()[Number(select.value)]?.name);
  }

  protected send(): void {
    this.uploads.send({ file: this.file(), columns: this.draft.columns() });
  }

  protected discard(): void {
    this.uploads.cancel();
    this.draft.discard();
  }
}
