import { computed, DestroyRef, DOCUMENT, effect, inject, Service, signal } from '@angular/core';
import type { CsvFormats } from '@contract/csv-formats';
import { catchError, defer, from, type Observable, retry, Subscription, tap } from 'rxjs';

import { problemDetail } from '../http/failure';
import { ApiError, JsonApi } from '../http/json-api';
import { IMPORTS_TEXT } from '../messages/imports';
import { Address } from '../routing/address';
import { IMPORTS_HREF } from './imports.api';
import { SelectedFileStore } from './selected-file.store';
import { UPLOAD } from './upload';

/** The file to upload, with its column mapping (`?columns=`) and its formats. */
export interface UploadRequest {
  readonly file: File;
  readonly columns: string;
  readonly formats: CsvFormats;
}

/** An upload in progress. */
export interface Sending {
  readonly name: 'sending';
  readonly request: UploadRequest;
  readonly sentBytes: number;
  /** `undefined` until it can be measured. */
  readonly bytesPerSecond: number | undefined;
}

/** State of the upload. */
export type UploadState =
  | { readonly name: 'idle' }
  | Sending
  /** `reason`: why and what to do, in sentences. */
  | { readonly name: 'refused'; readonly request: UploadRequest; readonly reason: string };

const TEXT = IMPORTS_TEXT.upload;

/** Minimum time before a speed is shown. Without it, the speed would count bytes that are only in the device's buffers. */
const FIRST_SPEED_AFTER_MS = 1_000;

/** Uploads one file at a time. An upload continues while other pages are shown, and is retried after a sign-in. */
@Service()
export class UploadStore {
  private readonly api = inject(JsonApi);
  private readonly upload = inject(UPLOAD);
  private readonly selected = inject(SelectedFileStore);
  private readonly address = inject(Address);
  private readonly window = inject(DOCUMENT).defaultView ?? globalThis.window;

  private readonly stateState = signal<UploadState>({ name: 'idle' });
  private readonly acceptedState = signal(0);
  private sending = Subscription.EMPTY;

  readonly state = this.stateState.asReadonly();
  readonly isSending = computed(() => this.state().name === 'sending');
  /** Number of files that the server has accepted. */
  readonly accepted = this.acceptedState.asReadonly();

  constructor() {
    effect((onCleanup) => {
      if (this.isSending()) onCleanup(this.warnBeforeLeaving());
    });
    inject(DestroyRef).onDestroy(() => this.sending.unsubscribe());
  }

  send(request: UploadRequest): void {
    if (this.isSending()) return;
    const { file, columns, formats } = request;
    const query = new URLSearchParams({ file: file.name, ...(columns === '' ? {} : { columns }), ...formats });
    this.sending = defer(() => {
      const startedAtMs = performance.now();
      this.setProgress(request, 0, 0);
      return this.upload(`/api/imports?${query.toString()}`, file).pipe(
        tap((step) => {
          if (step.kind === 'sent') this.setProgress(request, step.bytes, performance.now() - startedAtMs);
          else this.finish(step.location);
        }),
      );
    })
      .pipe(
        retry({ delay: (error) => this.api.waitForSignIn(error) }),
        catchError((error: unknown) => this.refuse(request, error)),
      )
      .subscribe();
  }

  /** Aborts the upload, or clears its error. The server keeps nothing of an aborted file. */
  cancel(): void {
    this.sending.unsubscribe();
    this.stateState.set({ name: 'idle' });
  }

  private setProgress(request: UploadRequest, sentBytes: number, afterMs: number): void {
    const bytesPerSecond =
      afterMs < FIRST_SPEED_AFTER_MS || sentBytes === 0 ? undefined : (sentBytes * 1_000) / afterMs;
    this.stateState.set({ name: 'sending', request, sentBytes, bytesPerSecond });
  }

  private finish(location: string): void {
    this.stateState.set({ name: 'idle' });
    this.selected.discard();
    this.acceptedState.update((count) => count + 1);
    // Open the import only if the user is still on the imports page.
    if (this.address.path() === IMPORTS_HREF) this.address.go(location.replace(/^.*\/api/, ''));
  }

  /** Part of the upload's Observable, so that cancelling the upload also discards its error. */
  private refuse(request: UploadRequest, error: unknown): Observable<string> {
    return from(explainUploadError(error, request.file)).pipe(
      tap((reason) => this.stateState.set({ name: 'refused', request, reason })),
    );
  }

  private warnBeforeLeaving(): () => void {
    const leaving = new AbortController();
    // [spec] HTML, 7.4.2.4: the browser asks whether to leave.
    this.window.addEventListener('beforeunload', (event) => event.preventDefault(), { signal: leaving.signal });
    return () => leaving.abort();
  }
}

/** Explains in sentences why an upload failed and what to do. Never rejects. */
async function explainUploadError(error: unknown, file: File): Promise<string> {
  if (!(error instanceof ApiError) || error.status === 0)
    return (await isReadable(file)) ? TEXT.noAnswer : TEXT.changed;
  const { status, body } = error;
  return `${problemDetail(body) || TEXT.answered(status)} ${TEXT.todo[status] ?? TEXT.otherwise}`;
}

/** Tests whether the file can still be read. A browser aborts the upload of a changed file without a reason. */
async function isReadable(file: File): Promise<boolean> {
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
}
