import { Component, computed, effect, inject, signal, untracked } from '@angular/core';

import { IMPORTS_TEXT } from '../messages/imports';
import { FileChoiceComponent } from './file-choice.component';
import { SelectedFileStore } from './selected-file.store';
import { ImportPreviewComponent } from './import-preview.component';
import { ImportRunComponent } from './import-run.component';
import { PastImportsComponent } from './past-imports.component';
import { PastImportsStore } from './past-imports.store';
import { UploadCardComponent } from './upload-card.component';
import { UploadStore } from './upload.store';

/** New import, running import and previous imports. A file can be dropped anywhere on the page. */
@Component({
  selector: 'vw-imports-overview',
  imports: [FileChoiceComponent, ImportPreviewComponent, ImportRunComponent, PastImportsComponent, UploadCardComponent],
  providers: [PastImportsStore],
  templateUrl: './imports-overview.component.html',
  styleUrls: ['./card.css', './imports-overview.component.css'],
  host: {
    '(dragover)': 'offer($event)',
    '(dragleave)': 'isOffered.set(false)',
    '(drop)': 'drop($event)',
  },
})
export class ImportsOverviewComponent {
  private readonly past = inject(PastImportsStore);
  private readonly selected = inject(SelectedFileStore);
  private readonly uploads = inject(UploadStore);

  protected readonly text = IMPORTS_TEXT;
  protected readonly file = this.selected.file;
  protected readonly sending = computed(() => {
    const state = this.uploads.state();
    return state.name === 'sending' ? state : undefined;
  });
  protected readonly refusal = computed(() => {
    const state = this.uploads.state();
    return state.name === 'refused'
      ? { title: IMPORTS_TEXT.upload.refused(state.request.file.name), reason: state.reason }
      : undefined;
  });
  /** The one that is being processed, or is next. */
  protected readonly running = computed(() => {
    const unfinished = this.past.imports().filter(({ Outcome }) => Outcome === undefined);
    return (unfinished.find(({ Phase }) => Phase === 'processing') ?? unfinished.at(-1))?.Id;
  });
  /** A file is held over the page. */
  protected readonly isOffered = signal(false);
  protected readonly isTooMany = signal(false);

  constructor() {
    effect(() => {
      this.uploads.accepted();
      untracked(() => this.past.reload());
    });
  }

  protected reload(): void {
    this.past.reload();
  }

  protected choose(files: readonly File[]): void {
    const [file, ...others] = files;
    this.isTooMany.set(others.length > 0);
    if (!file || this.uploads.isSending()) return;
    this.uploads.cancel();
    void this.selected.choose(file);
  }

  protected offer(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    // Without this, the browser would open the file instead of the page.
    event.preventDefault();
    this.isOffered.set(true);
  }

  protected drop(event: DragEvent): void {
    this.isOffered.set(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.choose(files);
  }
}
