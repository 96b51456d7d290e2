import { computed, DestroyRef, DOCUMENT, effect, inject, Service, signal } from '@angular/core';
import type { CsvFormats } from '@contract/csv-formats';
import { catchError, defer, from, type Observable, retry, Subscription, tap } from 'rxjs';

import { JsonApi } from '../http/json-api';
import { Address } from '../routing/address';
import { ImportDraftStore } from './import-draft.store';
import { IMPORTS_HREF } from './import-links';
import { UPLOAD } from './upload';
import { explainRefusal } from './upload-refusal';

/** A file to be sent, how its columns are read (`?columns=`), and what it writes in its own way. */
export interface Parcel {
  readonly file: File;
  readonly columns: string;
  readonly formats: CsvFormats;
}

/** A file on its way. */
export interface Sending {
  readonly name: 'sending';
  readonly parcel: Parcel;
  readonly sentBytes: number;
  /** `undefined` while it is too early to say, or nothing is sent. */
  readonly bytesPerSecond: number | undefined;
}

/** How sending goes. */
export type UploadState =
  | { readonly name: 'idle' }
  | Sending
  /** `reason`: why, and what to do, in sentences. */
  | { readonly name: 'refused'; readonly parcel: Parcel; readonly reason: string };

/** What is sent before is in the buffers of the device, and not on its way. */
const FIRST_SPEED_AFTER_MS = 1_000;

/** Sends one file at a time, whatever page is shown meanwhile: what is under way survives looking elsewhere, and a sign-in. */
@Service()
export class UploadStore {
  private readonly api = inject(JsonApi);
  private readonly upload = inject(UPLOAD);
  private readonly draft = inject(ImportDraftStore);
  private readonly address = inject(Address);
  private readonly window = inject(DOCUMENT).defaultView ?? globalThis.window;

  private readonly stateState = signal<UploadState>({ name: 'idle' });
  private readonly takenState = signal(0);
  private sending = Subscription.EMPTY;

  readonly state = this.stateState.asReadonly();
  readonly isSending = computed(() => this.state().name === 'sending');
  /** How many files the server has taken. */
  readonly taken = this.takenState.asReadonly();

  constructor() {
    effect((onCleanup) => {
      if (this.isSending()) onCleanup(this.warnBeforeLeaving());
    });
    inject(DestroyRef).onDestroy(() => this.sending.unsubscribe());
  }

  send(parcel: Parcel): void {
    if (this.isSending()) return;
    const { file, columns, formats } = parcel;
    const query = new URLSearchParams({ file: file.name, ...(columns === '' ? {} : { columns }), ...formats });
    this.sending = defer(() => {
      const startedAtMs = performance.now();
      this.tellSent(parcel, 0, 0);
      return this.upload(`/api/imports?${query.toString()}`, file).pipe(
        tap((step) => {
          if (step.kind === 'sent') this.tellSent(parcel, step.bytes, performance.now() - startedAtMs);
          else this.finish(step.location);
        }),
      );
    })
      .pipe(
        retry({ delay: (error) => this.api.waitForSignIn(error) }),
        catchError((error: unknown) => this.refuse(parcel, error)),
      )
      .subscribe();
  }

  /** Stops sending, and forgets a refusal; nothing of the file stays on the server. */
  cancel(): void {
    this.sending.unsubscribe();
    this.stateState.set({ name: 'idle' });
  }

  private tellSent(parcel: Parcel, sentBytes: number, afterMs: number): void {
    const bytesPerSecond =
      afterMs < FIRST_SPEED_AFTER_MS || sentBytes === 0 ? undefined : (sentBytes * 1_000) / afterMs;
    this.stateState.set({ name: 'sending', parcel, sentBytes, bytesPerSecond });
  }

  private finish(location: string): void {
    this.stateState.set({ name: 'idle' });
    this.draft.discard();
    this.takenState.update((count) => count + 1);
    // Whoever has gone elsewhere meanwhile stays there.
    if (this.address.path() === IMPORTS_HREF) this.address.go(location.replace(/^.*\/api/, ''));
  }

  /** Within the upload: one that was cancelled while its refusal is explained says nothing of the next. */
  private refuse(parcel: Parcel, error: unknown): Observable<string> {
    return from(explainRefusal(error, parcel.file)).pipe(
      tap((reason) => this.stateState.set({ name: 'refused', parcel, reason })),
    );
  }

  private warnBeforeLeaving(): () => void {
    const leaving = new AbortController();
    // [spec] HTML, 7.4.2.4: the browser asks whether to leave.
    this.window.addEventListener('beforeunload', (event) => event.preventDefault(), { signal: leaving.signal });
    return () => leaving.abort();
  }
}
