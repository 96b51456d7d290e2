import { InjectionToken } from '@angular/core';
import { Observable } from 'rxjs';

import { ApiError, parseJson } from '../http/json-api';

/** Progress of an upload; the last step has the location of the import. */
export type UploadStep =
  { readonly kind: 'sent'; readonly bytes: number } | { readonly kind: 'accepted'; readonly location: string };

/** Uploads a file on subscribe and aborts on unsubscribe. Errors with an ApiError. */
export type Upload = (url: string, file: File) => Observable<UploadStep>;

/** Uploads through XMLHttpRequest unless a test provides another function. */
export const UPLOAD = new InjectionToken<Upload>('UPLOAD', { providedIn: 'root', factory: () => overXhr });

const ACCEPTED = 202;

/** Uses XMLHttpRequest because fetch reports no upload progress. */
function overXhr(url: string, file: File): Observable<UploadStep> {
  return new Observable((subscriber) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded }) => subscriber.next({ kind: 'sent', bytes: loaded });
    request.onload = () => {
      const location = request.getResponseHeader('Location');
      if (request.status !== ACCEPTED || location === null) return subscriber.error(refusalOf(request));
      subscriber.next({ kind: 'accepted', location });
      subscriber.complete();
    };
    request.onerror = () => subscriber.error(refusalOf(request));
    request.open('POST', url);
    request.setRequestHeader('Accept', 'application/json');
    // The media type that a browser assigns to .csv depends on the installed programs.
    request.setRequestHeader('Content-Type', 'text/csv');
    request.send(file);
    return () => request.abort();
  });
}

/** Status 0: no response. */
function refusalOf(request: XMLHttpRequest): ApiError {
  const headers = new Headers();
  return new ApiError({ status: request.status, headers, body: parseJson(request.responseText) });
}
