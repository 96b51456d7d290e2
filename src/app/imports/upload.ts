import { InjectionToken } from '@angular/core';
import { Observable } from 'rxjs';

import { ApiError, parseJson } from '../http/json-api';

/** How far sending a file is; the last one says where what was made of it is found. */
export type UploadStep =
  { readonly kind: 'sent'; readonly bytes: number } | { readonly kind: 'taken'; readonly location: string };

/** Sends a file when subscribed to, and gives it up when unsubscribed. @throws ApiError into the Observable */
export type Upload = (url: string, file: File) => Observable<UploadStep>;

/** How files leave: over XMLHttpRequest, unless something else is provided. */
export const UPLOAD = new InjectionToken<Upload>('UPLOAD', { providedIn: 'root', factory: () => overXhr });

const ACCEPTED = 202;

/** XMLHttpRequest, as fetch doesn't tell how much is sent. Angular's HttpClient is 7 kB more on the way to a first visit. */
function overXhr(url: string, file: File): Observable<UploadStep> {
  return new Observable((subscriber) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded }) => subscriber.next({ kind: 'sent', bytes: loaded });
    request.onload = () => {
      const location = request.getResponseHeader('Location');
      if (request.status !== ACCEPTED || location === null) return subscriber.error(refusalOf(request));
      subscriber.next({ kind: 'taken', location });
      subscriber.complete();
    };
    request.onerror = () => subscriber.error(refusalOf(request));
    request.open('POST', url);
    request.setRequestHeader('Accept', 'application/json');
    // What a browser takes a .csv for depends on the programs that are installed.
    request.setRequestHeader('Content-Type', 'text/csv');
    request.send(file);
    return () => request.abort();
  });
}

/** Status 0: no answer came. */
function refusalOf(request: XMLHttpRequest): ApiError {
  const headers = new Headers();
  return new ApiError({ status: request.status, headers, body: parseJson(request.responseText) });
}
