import { type ComponentFixture, TestBed } from '@angular/core/testing';

import { PAGE_ROUTES } from '../routing/address';
import { ExportComponent } from './export.component';
import { PersonRoute } from './person-route';

describe('The export', () => {
  const before = location.href;
  let fixture: ComponentFixture<ExportComponent>;
  let page: HTMLElement;
  let asked: Request[];
  let answer: (request: Request) => Promise<Response>;
  let saved: { readonly name: string; readonly text: Promise<string> }[];

  beforeEach(() => {
    asked = [];
    saved = [];
    spyOn(globalThis, 'fetch').and.callFake((url, init) => {
      const request = new Request(url, init);
      asked.push(request);
      return answer(request);
    });
    spyOn(HTMLAnchorElement.prototype, 'click').and.callFake(function (this: HTMLAnchorElement) {
      saved.push({ name: this.download, text: blobs.get(this.href)!.text() });
    });
    const blobs = new Map<string, Blob>();
    const createUrl = URL.createObjectURL.bind(URL);
    spyOn(URL, 'createObjectURL').and.callFake((blob) => {
      const url = createUrl(blob);
      blobs.set(url, blob as Blob);
      return url;
    });
    spyOn(URL, 'revokeObjectURL').and.callThrough();
    history.replaceState(undefined, '', '/people/R:1?range=24h');
    const routes = [{ path: '/people/:rfid', title: '', load: () => Promise.resolve(ExportComponent) }];
    TestBed.configureTestingModule({ providers: [PersonRoute, { provide: PAGE_ROUTES, useValue: routes }] });
    fixture = TestBed.createComponent(ExportComponent);
    page = fixture.nativeElement as HTMLElement;
    const to = new Date(2026, 10, 20, 12).getTime();
    fixture.componentRef.setInput('window', { from: to - 86_400_000, to });
    fixture.detectChanges();
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    history.replaceState(undefined, '', before);
  });

  const button = (name: string): HTMLButtonElement | undefined =>
    [...page.querySelectorAll('button')].find((one) => one.textContent.trim() === name);
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      fixture.detectChanges();
    }
  };
  const outcome = (): string => page.querySelector('[role=status]')!.textContent.trim();

  it('saves the readings of the time shown under a name that says what they are', async () => {
    answer = () => Promise.resolve(new Response('Id,Name\n1,A\n'));
    button('CSV')!.click();
    await until(() => outcome() !== '');
    const url = new URL(asked[0]!.url);
    expect(url.pathname).toBe('/api/readings');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      rfid: 'R:1',
      from: new Date(2026, 10, 19, 12).toISOString(),
      to: new Date(2026, 10, 20, 12).toISOString(),
    });
    expect(asked[0]!.headers.get('Accept')).toBe('text/csv');
    expect(saved.map(({ name }) => name)).toEqual(['R_1-2026-11-20-24h.csv']);
    expect(await saved[0]!.text).toBe('Id,Name\n1,A\n');
    expect(outcome()).toBe('R_1-2026-11-20-24h.csv saved, 12 B.');
  });

  it('keeps the address of a file for a minute, as some browsers read it only when a place was chosen', async () => {
    jasmine.clock().install();
    try {
      answer = () => Promise.resolve(new Response('Id,Name\n1,A\n'));
      button('CSV')!.click();
      await until(() => outcome() !== '');
      jasmine.clock().tick(59_999);
      expect(URL.revokeObjectURL).not.toHaveBeenCalled();
      jasmine.clock().tick(1);
      expect(URL.revokeObjectURL).toHaveBeenCalledTimes(1);
    } finally {
      jasmine.clock().uninstall();
    }
  });

  it('asks for FHIR as such', async () => {
    answer = () => Promise.resolve(new Response('{"resourceType":"Bundle"}'));
    button('FHIR')!.click();
    await until(() => outcome() !== '');
    expect(asked[0]!.headers.get('Accept')).toBe('application/fhir+json');
    expect(saved.map(({ name }) => name)).toEqual(['R_1-2026-11-20-24h.fhir.json']);
  });

  it('tells how much has come so far, takes no second order meanwhile, and can be cancelled', async () => {
    const pipe = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
    const writer = pipe.writable.getWriter();
    answer = ({ signal }) => {
      signal.addEventListener('abort', () => void writer.abort(signal.reason).catch(() => undefined));
      return Promise.resolve(new Response(pipe.readable));
    };
    button('CSV')!.click();
    void writer.write(new Uint8Array(1_500_000)).catch(() => undefined);
    await until(() => /1.5 MB so far/.test(page.textContent));
    button('FHIR')!.click();
    expect(asked.length).toBe(1);
    button('Cancel')!.click();
    await until(() => outcome() !== '');
    expect(outcome()).toBe('Export of R_1-2026-11-20-24h.csv cancelled.');
    expect(saved).toEqual([]);
    expect(button('Cancel')).toBeUndefined();
  });

  it('tells why it failed: refused, not answered, or cut off in the middle', async () => {
    const reasonOf = async (given: () => Promise<Response>): Promise<string> => {
      answer = given;
      button('CSV')!.click();
      fixture.detectChanges();
      await until(() => outcome() !== '');
      return outcome();
    };
    const problem = new Response('{"detail":"the log is full"}', { status: 507 });
    expect(await reasonOf(() => Promise.resolve(problem))).toContain('the server answered 507 (the log is full)');
    expect(await reasonOf(() => Promise.reject(new TypeError('x')))).toContain('the server is not responding');
    const cut = new ReadableStream({ start: (controller) => controller.error(new TypeError('cut')) });
    expect(await reasonOf(() => Promise.resolve(new Response(cut)))).toContain('the connection was lost');
    expect(saved).toEqual([]);
  });
});
