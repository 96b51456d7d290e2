import { Component, DestroyRef, type ElementRef, inject, input, signal, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';

import { explainFailure } from '../http/failure';
import { IMPORTS_TEXT } from '../messages/imports';
import { ImportsApi } from './imports.api';

/** Cancels an import after a confirmation. The import's stream reports when it has ended. */
@Component({
  selector: 'vw-cancel-import',
  templateUrl: './cancel-import.component.html',
  styleUrl: './cancel-import.component.css',
})
export class CancelImportComponent {
  private readonly api = inject(ImportsApi);
  private readonly destroyRef = inject(DestroyRef);

  readonly id = input.required<string>();

  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  protected readonly text = IMPORTS_TEXT.cancel;
  protected readonly isPending = signal(false);
  protected readonly failure = signal('');

  protected openDialog(): void {
    if (this.isPending()) return;
    this.failure.set('');
    this.dialog().nativeElement.showModal();
  }

  protected cancel(): void {
    this.dialog().nativeElement.close();
    this.isPending.set(true);
    this.api
      .cancelImport(this.id())
      .pipe(takeUntilDestroyed(this.destroyRef))
      .subscribe({
        error: (error: unknown) => {
          this.isPending.set(false);
          this.failure.set(this.text.failed(explainFailure(error)));
        },
      });
  }

  protected closeDialog(): void {
    this.dialog().nativeElement.close();
  }
}
