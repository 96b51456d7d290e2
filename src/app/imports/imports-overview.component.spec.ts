import { TestBed } from '@angular/core/testing';
import { parseColumns } from '@contract/csv-columns';

import { SignInState } from '../http/sign-in-state';
import { anImport, ImportsPage } from './imports-page.fake';

const GOOD = new File(['Name,Temperature,RFID\nAda,36.6C,R1\n'], 'ward.csv');

describe('The page of all imports', () => {
  let page: ImportsPage;

  beforeEach(() => (page = new ImportsPage()));
  afterEach(() => page.end());

  async function look(file: File): Promise<void> {
    page.choose(file);
    await page.until(() => page.element.querySelector('vw-import-preview fieldset, .notice:not([hidden])') !== null);
  }

  async function send(): Promise<void> {
    page.giveList([]);
    await look(GOOD);
    page.click(/^Send/);
  }

  function select(selector: string, value: string): void {
    const element = page.element.querySelector<HTMLSelectElement>(selector)!;
    element.value = value;
    element.dispatchEvent(new Event('change'));
    page.show();
  }

  it('asks for a file by a field with a name', () => {
    const input = page.element.querySelector<HTMLInputElement>('input[type=file]')!;
    expect(input.labels?.[0]?.textContent).toBe('CSV file');
  });

  it('shows what will be stored before anything is sent', async () => {
    await look(GOOD);
    expect(page.texts('thead th')).toEqual(['Line', 'Result', 'Name', 'Temperature', 'RFID', 'Time taken']);
    expect(page.texts('tbody td')).toEqual(['Will be stored', 'Ada', '36.6C', 'R1', 'time of import']);
    expect(page.text('.outcome')).toBe('1 row will be stored.');
    expect(page.upload.count).toBe(0);
  });

  it('sends the file with its name', async () => {
    await send();
    expect(page.upload.file).toBe(GOOD);
    expect(page.upload.url).toBe('/api/imports?file=ward.csv');
  });

  it('lets choose which column is what, and sends that', async () => {
    await look(new File(['Who,Value,Label\nAda,36.6C,R1\n'], 'other.csv'));
    expect(page.text('[role=alert]')).toContain('has no column “Name”, “Temperature”, and “RFID”');
    expect(page.text('.primary')).toBe('');
    for (const [index, field] of ['name', 'temperature', 'rfid'].entries())
      select(`[data-field=${field}]`, String(index));
    page.click(/^Send/);
    const query = new URL(page.upload.url, location.origin).searchParams;
    expect(parseColumns(query.get('columns')!)).toEqual({ name: 'Who', temperature: 'Value', rfid: 'Label' });
  });

  it('asks for what the file does not say, shows what becomes of it, and sends it', async () => {
    const rows = 'Ada;36,6;R1;19.11.2025 09:00\nBen;36,7;R2;26.10.2025 02:30\n';
    await look(new File([`Name;Temperature;RFID;TakenAt\n${rows}`], 'ward.csv'));
    expect(page.text('.outcome')).toContain('All 2 rows will be rejected.');
    expect(page.texts('.reasons p')[0]).toBe(
      'Temperature "36,6" has no unit; say which one it is, or write e.g. "36.6C".',
    );
    select('[data-format=unit]', 'C');
    select('[data-format=dates]', 'DD.MM.YYYY');
    select('[data-format=zone]', 'Europe/Berlin');
    expect(page.text('.outcome')).toBe('1 of 2 rows will be stored, 1 rejected.');
    expect(page.texts('tbody tr:first-child td').slice(1, 4)).toEqual(['Ada', '36.6C', 'R1']);
    expect(page.texts('.reasons p')).toEqual([jasmine.stringContaining('was twice in Europe/Berlin')]);
    page.click(/^Send/);
    expect(page.upload.url).toBe('/api/imports?file=ward.csv&unit=C&dates=DD.MM.YYYY&zone=Europe%2FBerlin');
  });

  it('asks what a column of times is, which can be dismissed', async () => {
    await look(new File(['Name,Temperature,RFID,Date\nAda,36.6C,R1,x\n'], 'ward.csv'));
    expect(page.text('[role=alert]')).toContain('looks like a time but is not used');
    expect(page.text('.primary')).toBe('');
    select('[data-field=takenAt]', 'none');
    expect(page.text('.outcome')).toBe('1 row will be stored.');
    page.click(/^Send/);
    expect(page.upload.url).toBe('/api/imports?file=ward.csv&columns=TakenAt%3A');
  });

  it('knows the columns of the file before when its mended rows are chosen', async () => {
    await look(new File(['Who,Temperature,RFID\nAda,warm,R1\n'], 'other.csv'));
    select('[data-field=name]', '0');
    page.click(/^Choose another file$/);
    await look(new File(['Who,Temperature,RFID,Line,Reason\nAda,36.6C,R1,2,x\n'], 'errors.csv'));
    expect(page.text('.primary')).toMatch(/^Send/);
    page.click(/^Choose another file$/);
    await look(new File(['Whom,Temperature,RFID\nAda,36.6C,R1\n'], 'another.csv'));
    expect(page.text('[role=alert]')).toContain('has no column “Name”');
  });

  it('asks for the times of each file anew, except of the mended rows of one', async () => {
    const row = 'Ada,36.6C,R1,08:00';
    await look(new File([`Name,Temperature,RFID,Date\n${row}\n`], 'ward.csv'));
    select('[data-field=takenAt]', 'none');
    page.click(/^Choose another file$/);
    await look(new File([`Name,Temperature,RFID,Date,Line,Reason\n${row},2,x\n`], 'errors.csv'));
    expect(page.text('.primary')).toMatch(/^Send/);
    page.click(/^Choose another file$/);
    await look(new File([`Name,Temperature,RFID,Date\n${row}\n`], 'another.csv'));
    expect(page.text('[role=alert]')).toContain('looks like a time but is not used');
  });

  it('shows a reason without the parameters of the API, also where a title has brackets', async () => {
    await look(new File(['Name,Temperature,RFID,Seen (UTC)\nAda,36.6C,R1,08:00\n'], 'ward.csv'));
    expect(page.texts('.reasons p')).toEqual([
      'Seen (UTC) "08:00" looks like a time, but is not used; say that it is one, or say that the file has none.',
    ]);
  });

  it('sends nothing that can not be imported', async () => {
    await look(new File([], 'nothing.csv'));
    expect(page.text('[role=alert]')).toContain('The file is empty');
    expect(page.text('.primary')).toBe('');
    page.click(/^Choose another file$/);
    expect(page.element.querySelector('input[type=file]')).not.toBeNull();
  });

  it('takes one of several files, and says so', async () => {
    page.choose(GOOD, GOOD);
    await page.until(() => page.element.querySelector('fieldset') !== null);
    expect(page.text('.hint')).toContain('Drop one file at a time');
  });

  it('takes a file that is dropped anywhere on it', async () => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(GOOD);
    const target = page.element.querySelector('vw-past-imports')!;
    const over = new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true });
    target.dispatchEvent(over);
    page.show();
    expect(over.defaultPrevented).toBe(true);
    expect(page.text('.hint')).toBe('Drop the file to preview it.');
    target.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    await page.until(() => page.element.querySelector('fieldset') !== null);
    expect(page.text('.hint')).toBe('');
  });

  it('shows how much is sent, and reads out every tenth of it', async () => {
    await send();
    page.upload.receive(GOOD.size * 0.57);
    page.show();
    expect(page.element.querySelector('progress')?.value).toBe(57);
    expect(page.text('vw-upload-card [role=status]')).toBe('Uploaded 50 %.');
  });

  it('goes to the import once the server has it', async () => {
    await send();
    page.upload.accept('a1');
    page.show();
    expect(location.pathname).toBe('/imports/a1');
  });

  it('stops sending when asked to', async () => {
    await send();
    page.click(/^Cancel upload$/);
    expect(page.upload.isCancelled).toBe(true);
    expect(page.text('.primary')).toMatch(/^Send/);
  });

  for (const [status, detail, said] of [
    [413, 'The file has 3 GB, 2 GiB is the most.', /3 GB, 2 GiB is the most. Split the file/],
    [507, 'No room: 1 GB is missing.', /1 GB is missing. Ask your administrator to free disk space/],
    [500, undefined, /answered 500. Send the file again/],
    [0, undefined, /connection was lost/],
  ] as const) {
    it(`says what to do when the answer is ${status}`, async () => {
      await send();
      page.upload.refuse(status, detail);
      await page.until(() => page.element.querySelector('.failed') !== null);
      expect(page.text('.failed[role=alert]')).toMatch(said);
      page.click(/^Send/);
      expect(page.element.querySelector('.failed')).toBeNull();
    });
  }

  it('says nothing of an upload that was cancelled while its refusal was explained', async () => {
    await send();
    const reading = Promise.withResolvers<ArrayBuffer>();
    spyOn(Blob.prototype, 'arrayBuffer').and.returnValue(reading.promise);
    page.upload.refuse(0);
    page.click(/^Cancel upload$/);
    page.click(/^Send/);
    reading.resolve(new ArrayBuffer(1));
    await new Promise((resolve) => setTimeout(resolve));
    page.show();
    expect(page.element.querySelector('.failed')).toBeNull();
    expect(page.text('vw-upload-card h2')).toBe('Uploading ward.csv');
    expect(page.upload.count).toBe(2);
  });

  it('sends a file again when somebody has signed in', async () => {
    await send();
    page.upload.refuse(401);
    const signInState = TestBed.inject(SignInState);
    expect(signInState.isRequired()).toBe(true);
    signInState.completeSignIn();
    expect([page.upload.count, page.upload.isCancelled]).toEqual([2, false]);
  });

  it('asks before it is left while a file is sent', async () => {
    // A real event would be taken for the end of the tests.
    const listen = spyOn(window, 'addEventListener').and.callThrough();
    await send();
    const [, asks, options] = listen.calls.allArgs().find(([type]) => type === 'beforeunload')!;
    const event = new Event('beforeunload', { cancelable: true });
    (asks as EventListener)(event);
    expect(event.defaultPrevented).toBe(true);
    page.upload.accept('a1');
    page.show();
    expect((options as AddEventListenerOptions).signal?.aborted).toBe(true);
  });

  it('lists what was imported and how that ended, each with its page', () => {
    page.giveList(
      [
        anImport({ Phase: 'done', Outcome: 'completed', Rows: 3, Accepted: 1, Duplicates: 1, Rejected: 1 }),
        anImport({ Id: 'b2', Phase: 'done', Outcome: 'completed', Rows: 2, Duplicates: 2 }),
        anImport({ Id: 'c3', Phase: 'done', Outcome: 'failed', Reason: 'x' }),
        anImport({ Id: 'd4', Phase: 'done', Outcome: 'completed', Rows: 2, Rejected: 2 }),
      ],
      'more',
    );
    expect(page.texts('li .label')).toEqual(['Completed with errors', 'Nothing new', 'Failed', 'Nothing imported']);
    expect(page.texts('li .counts')[0]).toBe('3 rows: 1 new, 1 already stored, 1 rejected');
    expect(page.texts('li .counts')[1]).toBe('2 rows: 2 already stored');
    expect(page.element.querySelector('li a')?.getAttribute('href')).toBe('/imports/a1');
    page.click(/^Load more$/);
    const older = page.giveList([anImport({ Id: 'e5', Phase: 'done', Outcome: 'cancelled' })]);
    expect(older.query.get('before')).toBe('more');
    expect(page.texts('li .label').length).toBe(5);
  });

  it('says why the list could not be loaded, and loads it when asked to', () => {
    page.http.takeOne('/api/imports').fail();
    page.show();
    expect(page.text('[role=alert]')).toContain('because the server is not responding');
    page.click(/^Retry now$/);
    page.giveList([]);
    expect(page.text('vw-past-imports')).toContain('No imports yet.');
  });

  it('shows the import that runs, and the list anew when that has ended', async () => {
    page.giveList([anImport({ Id: 'b2', Phase: 'queued' }), anImport()]);
    page.giveImport(anImport());
    expect(page.text('vw-import-run h2')).toBe('ward.csv');
    expect(page.texts('li .label')).toEqual(['Queued']);
    page.tell('done', { ...anImport(), Outcome: 'completed', Seconds: 1 });
    await page.until(() => page.text('.result') !== '');
    page.giveList([anImport({ Phase: 'done', Outcome: 'completed', Rows: 1, Accepted: 1 })]);
    expect(page.texts('li .label')).toEqual(['Completed']);
  });

  it('is for those who may operate', () => {
    page.may('read');
    expect(page.text('.page')).toContain('does not have permission to import readings');
    expect(page.element.querySelector('input')).toBeNull();
  });
});
