import { Observable, type Subscriber } from 'rxjs';

import { ApiError } from '../http/json-api';
import type { Upload, UploadStep } from './upload';

/** A server that files are sent to; what becomes of them is the test's. */
export class FakeUpload {
  /** What was asked for last. */
  url = '';
  file: File | undefined;
  /** How often a file was sent. */
  count = 0;
  /** Nobody waits for it any more. */
  isCancelled = false;
  private subscriber: Subscriber<UploadStep> | undefined;

  /** To be provided as `UPLOAD`. */
  readonly send: Upload = (url, file) =>
    new Observable((subscriber) => {
      this.url = url;
      this.file = file;
      this.count += 1;
      this.isCancelled = false;
      this.subscriber = subscriber;
      return () => (this.isCancelled = true);
    });

  receive(bytes: number): void {
    this.subscriber?.next({ kind: 'sent', bytes });
  }

  take(id: string): void {
    this.subscriber?.next({ kind: 'taken', location: `/api/imports/${id}` });
    this.subscriber?.complete();
  }

  /** 0: the connection breaks. */
  refuse(status: number, detail?: string): void {
    this.subscriber?.error(new ApiError({ status, headers: new Headers(), body: { detail } }));
  }
}
