import { FakeEventSource } from '../event-source.fake';
import { anImport, ImportsPage } from './imports-page.fake';

describe('The page of one import', () => {
  let page: ImportsPage;

  beforeEach(() => (page = new ImportsPage('/imports/a1')));
  afterEach(() => page.end());

  const half = anImport({ Percent: 52.3, Rows: 50, Accepted: 47, Duplicates: 1, Rejected: 2, Bytes: 3_138 });

  const spoken = (): string => page.text('vw-import-run > [role=status]');

  function tellError(Line: number): void {
    const At = '2026-11-20T09:15:00.000Z';
    page.tell('line-error', { Line, Column: 'Temperature', Value: 'abc', Reason: 'is not a number', At });
  }

  it('follows its story: how far, how many, how fast, how long', async () => {
    page.giveImport(anImport());
    expect(new URL(FakeEventSource.newest.url).pathname).toBe('/api/imports/a1/events');
    page.tell('progress', { ...half, RowsPerSecond: 50_000, SecondsLeft: 75 });
    await page.until(() => page.text('label') === 'Processing: 52.3 %');
    expect(page.element.querySelector('progress')?.value).toBe(52.3);
    expect(page.texts('dd')).toEqual(['50', '47', '1', '2']);
    expect(page.text('.pace')).toMatch(/^50.000 rows\/s, about 1 min left$/);
    expect(spoken()).toBe('50 % imported.');
  });

  it('waits for its turn without a number', () => {
    page.giveImport(anImport({ Phase: 'queued' }));
    expect(page.text('label')).toContain('Waiting for another import to finish');
    expect(page.element.querySelector('progress')?.hasAttribute('value')).toBe(false);
    expect(page.text('[aria-current=step]')).toBe('Queued');
  });

  it('shows what is wrong with its rows as it is found', async () => {
    page.giveImport(anImport());
    tellError(17);
    page.tell('progress', half);
    await page.until(() => page.texts('vw-import-errors .line').length === 1);
    tellError(18);
    await page.until(() => page.texts('vw-import-errors .line').length === 2);
    expect(page.texts('vw-import-errors .line')).toEqual(['17', '18']);
    expect(page.text('vw-import-errors .reason')).toBe('is not a number');
    const link = page.element.querySelector<HTMLAnchorElement>('a[download]');
    expect(link?.getAttribute('href')).toBe('/api/imports/a1/errors.csv');
  });

  it('says that only the first thousand errors are shown', async () => {
    page.giveImport(half);
    for (let line = 2; line < 1_002; line += 1) tellError(line);
    await page.until(() => page.text('.capped') !== '');
    expect(page.text('.capped')).toMatch(/^Only the first 1.000 errors/);
  });

  it('says why nothing moves, until it goes on', async () => {
    page.giveImport(anImport());
    page.tellProblem(anImport(), 'The disk is full.');
    await page.until(() => page.text('.notice') !== '');
    expect(page.text('.notice')).toBe('Waiting: The disk is full.');
    expect(spoken()).toBe('Waiting: The disk is full.');
    page.tell('progress', half);
    await page.until(() => page.text('.notice') === '');
    expect(page.text('dd')).toBe('50');
  });

  it('asks again by itself while the server is away', () => {
    jasmine.clock().withMock(() => {
      page.http.takeOne('/api/imports/a1').fail();
      page.show();
      expect(page.text('[role=alert]')).not.toBe('');
      jasmine.clock().tick(2_000);
      page.http.takeOne('/api/imports/a1').answer(undefined, { status: 503 });
      jasmine.clock().tick(2_000);
      page.giveImport(half);
      expect(page.text('[role=alert]')).toBe('');
      expect(page.text('dd')).toBe('50');
    });
  });

  it('says that the connection is lost, and what that means', async () => {
    page.giveImport(anImport());
    page.tell('progress', { ...half, RowsPerSecond: 50_000, SecondsLeft: 75 });
    FakeEventSource.newest.lose();
    await page.until(() => page.text('.notice') !== '');
    expect(page.text('.pace')).toBe('');
    expect(page.text('.notice')).toContain('Connection lost at');
    expect(spoken()).toContain('The import continues on the server');
  });

  it('ends with its result, and leads to what is to be mended', async () => {
    page.giveImport(anImport());
    page.tell('done', { ...half, Percent: 100, Outcome: 'completed', Seconds: 17.2 });
    await page.until(() => page.text('.result') !== '');
    expect(page.texts('.result > *')).toEqual([
      'Completed in 17 sec',
      '47 rows imported, 1 already stored, 2 rejected.',
    ]);
    expect(spoken()).toBe('47 rows imported, 1 already stored, 2 rejected.');
    expect(page.texts('.actions a')).toEqual(['Download errors.csv', 'Send corrected file']);
    FakeEventSource.newest.lose();
    page.show();
    expect(page.text('.notice')).toBe('');
  });

  it('is shown as it ended when it is opened later', () => {
    const over = { ...half, Phase: 'done', Outcome: 'failed', Reason: 'Line 9: a quote is never closed.' } as const;
    page.giveImport(anImport(over));
    expect(page.texts('.result > *')).toEqual([
      'Failed',
      'The import stopped: Line 9: a quote is never closed. 47 rows were stored before that.',
    ]);
    expect(page.text('vw-cancel-import')).toBe('');
    expect(page.text('.progress label')).toBe(`Failed: ${over.Percent} %`);
  });

  it('says that all of it was refused', () => {
    page.giveImport(anImport({ Phase: 'done', Outcome: 'completed', Rows: 9, Rejected: 9, Percent: 100 }));
    expect(page.texts('.result > *')).toEqual(['Nothing imported', 'All 9 rows were rejected.']);
    expect(page.element.querySelector('.result')?.getAttribute('data-outcome')).toBe('empty');
    expect(page.element.querySelector('progress')).toBeNull();
  });

  it('does not call it a success when nothing was stored', () => {
    const over = { Phase: 'done', Outcome: 'completed', Rows: 9, Rejected: 4, Duplicates: 5, Percent: 100 } as const;
    page.giveImport(anImport(over));
    expect(page.texts('.result > *')).toEqual([
      'Nothing imported',
      '4 of 9 rows were rejected. The others were already stored.',
    ]);
    expect(page.element.querySelector('.result')?.getAttribute('data-outcome')).toBe('empty');
  });

  it('says that there was nothing in the file', () => {
    page.giveImport(anImport({ Phase: 'done', Outcome: 'completed', Percent: 100 }));
    expect(page.texts('.result > *')).toEqual(['Nothing imported', 'The file has no rows.']);
    expect(page.element.querySelector('.result')?.getAttribute('data-outcome')).toBe('empty');
  });

  it('goes on when one of its events can not be read', async () => {
    page.giveImport(anImport());
    FakeEventSource.newest.event('progress', '{"Rows":', 'a1-1');
    FakeEventSource.newest.event('progress', JSON.stringify(half), 'a1-2');
    await page.until(() => page.text('dd') === '50');
    expect(page.text('label')).toBe('Processing: 52.3 %');
  });

  it('says that all of it was there before', () => {
    page.giveImport(anImport({ Phase: 'done', Outcome: 'completed', Rows: 9, Duplicates: 9, Percent: 100 }));
    expect(page.texts('.result > *')).toEqual(['Nothing new', 'All 9 rows were already stored.']);
  });

  it('is cancelled after having asked once', async () => {
    page.giveImport(anImport());
    page.click(/^Cancel import$/);
    const dialog = page.element.querySelector('dialog')!;
    expect(dialog.open).toBe(true);
    page.click(/^Continue import$/);
    expect([dialog.open, page.http.take('/api/imports/a1').length]).toEqual([false, 0]);
    page.click(/^Cancel import$/);
    page.click(/^Yes, cancel$/);
    const request = page.http.takeOne('/api/imports/a1');
    expect(request.method).toBe('DELETE');
    expect(page.text('vw-cancel-import button')).toBe('Cancelling');
    request.answer(undefined, { status: 204 });
    page.tell('done', { ...half, Outcome: 'cancelled', Seconds: 2 });
    await page.until(() => page.text('.result') !== '');
    expect(page.text('.result')).toContain('Cancelled. 47 rows were stored before that.');
  });

  it('says why it was not cancelled', () => {
    page.giveImport(anImport());
    page.click(/^Cancel import$/);
    page.click(/^Yes, cancel$/);
    page.http.takeOne('/api/imports/a1').fail();
    page.show();
    expect(page.text('vw-cancel-import [role=alert]')).toBe(
      'The import could not be cancelled, because the server is not responding.',
    );
    expect(page.text('vw-cancel-import button')).toBe('Cancel import');
  });

  it('says that there is no such import, and opens no stream for it', () => {
    page.http.takeOne('/api/imports/a1').answer({}, { status: 404 });
    page.show();
    expect(page.text('[role=alert]')).toContain('This import does not exist');
    expect(FakeEventSource.opened).toEqual([]);
  });

  it('is asked for again when it could not be loaded', () => {
    page.http.takeOne('/api/imports/a1').fail();
    page.show();
    page.click(/^Retry now$/);
    page.giveImport(anImport());
    expect(page.text('h2')).toBe('ward.csv');
  });
});
