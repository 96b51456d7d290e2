import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { ImportState } from '@contract/import';

import { FakeEventSource } from '../event-source.fake';
import { type FakeRequest, FakeTransport } from '../http/json-api.fake';
import { provideFakeBackend } from '../feed/backend.fake';
import { PAGE_ROUTES } from '../routing/address';
import { ImportsPageComponent } from './imports-page.component';
import { UPLOAD } from './upload';
import { FakeUpload } from './upload.fake';

/** An import that has just begun, unless the test says otherwise. */
export function anImport(fields: Partial<ImportState> = {}): ImportState {
  return {
    Id: 'a1',
    File: 'ward.csv',
    By: 'Ada',
    CreatedAt: '2026-11-20T09:14:00.000Z',
    Phase: 'processing',
    Bytes: 0,
    TotalBytes: 6_000,
    Percent: 0,
    Rows: 0,
    Accepted: 0,
    Duplicates: 0,
    Rejected: 0,
    ...fields,
  };
}

/** The pages of the imports, with their server in the hands of the test. */
export class ImportsPage {
  readonly upload = new FakeUpload();
  readonly http: FakeTransport;
  readonly fixture: ComponentFixture<ImportsPageComponent>;
  readonly element: HTMLElement;
  private readonly before = location.href;
  private number = 0;

  constructor(path = '/imports') {
    history.replaceState(undefined, '', path);
    FakeEventSource.reset();
    const load = () => Promise.resolve(ImportsPageComponent);
    const routes = ['/imports', '/imports/:id'].map((route) => ({ path: route, title: '', load }));
    TestBed.configureTestingModule({
      providers: [
        ...provideFakeBackend(),
        { provide: PAGE_ROUTES, useValue: routes },
        { provide: UPLOAD, useValue: this.upload.send },
      ],
    });
    this.http = TestBed.inject(FakeTransport);
    this.fixture = TestBed.createComponent(ImportsPageComponent);
    this.element = this.fixture.nativeElement as HTMLElement;
    document.body.append(this.element);
    this.show();
  }

  /** The server says what one may do. */
  may(...scopes: readonly string[]): void {
    this.http.takeOne('/api/session').answer({ Name: 'Ada', Scopes: scopes, Expires: null, Methods: ['token'] });
    this.show();
  }

  /** Answers the one `GET /api/imports`. */
  giveList(imports: readonly ImportState[], next?: string): FakeRequest {
    const request = this.http.takeOne('/api/imports');
    request.answer({ Imports: imports, Next: next });
    this.show();
    return request;
  }

  /** Answers the one `GET /api/imports/<id>`, and opens its stream. */
  giveImport(state: ImportState): void {
    this.http.takeOne(`/api/imports/${state.Id}`).answer(state);
    this.show();
    FakeEventSource.newest.accept();
  }

  /** The next event of the import's story. */
  tell(type: string, data: unknown): void {
    this.number += 1;
    FakeEventSource.newest.event(type, JSON.stringify(data), `a1-${this.number}`);
  }

  /** A progress that isn't kept, as it only says why nothing moves. */
  tellProblem(state: ImportState, Problem: string): void {
    FakeEventSource.newest.event('progress', JSON.stringify({ ...state, Problem }));
  }

  /** Chooses files by the file picker. */
  choose(...files: readonly File[]): void {
    const chosen = new DataTransfer();
    for (const file of files) chosen.items.add(file);
    const input = this.element.querySelector<HTMLInputElement>('input[type=file]')!;
    input.files = chosen.files;
    input.dispatchEvent(new Event('change'));
    this.show();
  }

  /** Until the page shows something; what it waits for isn't under the test's clock. */
  async until(isShown: () => boolean): Promise<void> {
    while (!isShown()) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      this.show();
    }
  }

  show(): void {
    this.fixture.detectChanges();
    TestBed.tick();
  }

  text(selector: string): string {
    return textOf(this.element.querySelector(selector));
  }

  texts(selector: string): string[] {
    return [...this.element.querySelectorAll(selector)].map(textOf);
  }

  click(name: RegExp): void {
    [...this.element.querySelectorAll<HTMLElement>('button, a')].find((one) => name.test(textOf(one)))!.click();
    this.show();
  }

  end(): void {
    this.element.remove();
    TestBed.resetTestingModule();
    history.replaceState(undefined, '', this.before);
  }
}

function textOf(element: Element | null): string {
  return element?.textContent.replace(/\s+/g, ' ').trim() ?? '';
}
