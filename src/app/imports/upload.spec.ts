import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';

import type { ApiError } from '../http/json-api';
import { UPLOAD, type UploadStep } from './upload';

describe('An upload', () => {
  let opened: unknown[];
  let requests: XMLHttpRequest[];
  let answer: { status: number; location: string | null; body: string };

  beforeEach(() => {
    requests = [];
    answer = { status: 202, location: '/api/imports/a1', body: '{}' };
    spyOn(XMLHttpRequest.prototype, 'open').and.callFake((...given: unknown[]) => {
      opened = given;
    });
    spyOn(XMLHttpRequest.prototype, 'setRequestHeader');
    spyOn(XMLHttpRequest.prototype, 'abort');
    spyOn(XMLHttpRequest.prototype, 'send').and.callFake(function (this: XMLHttpRequest) {
      requests.push(this);
    });
    spyOnProperty(XMLHttpRequest.prototype, 'status').and.callFake(() => answer.status);
    spyOnProperty(XMLHttpRequest.prototype, 'responseText').and.callFake(() => answer.body);
    spyOn(XMLHttpRequest.prototype, 'getResponseHeader').and.callFake(() => answer.location);
  });

  const file = new File(['Name'], 'a.csv', { type: 'application/vnd.ms-excel' });

  const upload = () => TestBed.inject(UPLOAD)('/api/imports?file=a.csv', file);

  it('sends the file itself as CSV, tells how much is sent, and where it is found', () => {
    const steps: UploadStep[] = [];
    upload().subscribe((step) => steps.push(step));
    expect(opened).toEqual(['POST', '/api/imports?file=a.csv']);
    expect(XMLHttpRequest.prototype.setRequestHeader).toHaveBeenCalledWith('Content-Type', 'text/csv');
    expect(XMLHttpRequest.prototype.send).toHaveBeenCalledOnceWith(file);
    requests[0]!.upload.dispatchEvent(new ProgressEvent('progress', { loaded: 2, total: 4 }));
    requests[0]!.dispatchEvent(new ProgressEvent('load'));
    expect(steps).toEqual([
      { kind: 'sent', bytes: 2 },
      { kind: 'accepted', location: '/api/imports/a1' },
    ]);
  });

  it('fails with what a refusal says', async () => {
    answer = { status: 413, location: null, body: '{"detail":"too large"}' };
    const failure = firstValueFrom(upload()).catch((error: unknown) => error as ApiError);
    requests[0]!.dispatchEvent(new ProgressEvent('load'));
    const { status, body } = (await failure) as ApiError;
    expect([status, body]).toEqual([413, { detail: 'too large' }]);
  });

  it('fails with status 0 when no answer comes', async () => {
    answer = { status: 0, location: null, body: '' };
    const failure = firstValueFrom(upload()).catch((error: unknown) => error as ApiError);
    requests[0]!.dispatchEvent(new ProgressEvent('error'));
    expect(((await failure) as ApiError).status).toBe(0);
  });

  it('is given up when nobody waits for it any more', () => {
    upload().subscribe().unsubscribe();
    expect(XMLHttpRequest.prototype.abort).toHaveBeenCalledTimes(1);
  });
});
