import { Observable, type Subscriber } from 'rxjs';

import { ApiError } from '../http/json-api';
import type { Upload, UploadStep } from './upload';

/** Upload whose progress and result the test controls. */
export class FakeUpload {
  /** The latest request. */
  url = '';
  file: File | undefined;
  /** Number of uploads. */
  count = 0;
  /** Whether the latest upload was cancelled. */
  isCancelled = false;
  private subscriber: Subscriber<UploadStep> | undefined;

  /** Provide this as `UPLOAD`. */
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

  accept(id: string): void {
    this.subscriber?.next({ kind: 'accepted', location: `/api/imports/${id}` });
    this.subscriber?.complete();
  }

  /** Status 0: the connection is lost. */
  refuse(status: number, detail?: string): void {
    this.subscriber?.error(new ApiError({ status, headers: new Headers(), body: { detail } }));
  }
}
