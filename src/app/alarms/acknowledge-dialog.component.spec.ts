import { aReading, anAcknowledgement, anAlarm } from '../feed/backend.fake';
import { AcknowledgeDialogComponent } from './acknowledge-dialog.component';
import { AlarmPage } from './alarm-page.fake';

describe('AcknowledgeDialogComponent', () => {
  let page: AlarmPage<AcknowledgeDialogComponent>;
  let closed: number;

  function open(alarms = [anAlarm()]): void {
    page = new AlarmPage(AcknowledgeDialogComponent, { alarms });
    closed = 0;
    page.fixture.componentInstance.closed.subscribe(() => (closed += 1));
    page.start(alarms, { readings: [aReading({ alarm: 'k3f9-7' })] });
  }

  afterEach(() => page.end());

  const dialog = (): HTMLDialogElement => page.element.querySelector('dialog')!;
  const note = (): HTMLTextAreaElement => page.element.querySelector('textarea')!;
  const isClosed = (): Promise<unknown> => new Promise((resolve) => dialog().addEventListener('close', resolve));
  const answerOf = (fields: object) => ({
    Id: 'k3f9-11',
    Alarm: 'k3f9-7',
    RFID: 'R546546',
    By: 'local',
    Note: '',
    At: '2026-11-20T09:15:01.000Z',
    ...fields,
  });

  function write(text: string): void {
    note().value = text;
    note().dispatchEvent(new Event('input'));
    page.pass(0);
  }

  it('is modal, says what is acknowledged, and has the focus where the note is written', () => {
    open();
    expect(dialog().matches(':modal')).toBe(true);
    expect(page.text('h2')).toBe('Acknowledge this alarm?');
    expect(page.text('li')).toMatch(/^Fever Mass Roy R546546, peak 39.2\s°C, since \d\d:14:00, now 39.2\s°C$/);
    expect(document.activeElement).toBe(note());
  });

  it('follows the alarm while it is open', () => {
    open();
    const next = { alarm: 'k3f9-7', takenAt: '2026-11-20T09:15:01.000Z' };
    page.backend.send(aReading({ ...next, temperature: '40.5C' }));
    page.pass(200);
    expect(page.text('li')).toMatch(/peak 40.5\s°C, since \d\d:14:00, now 40.5\s°C$/);
    page.backend.send(aReading({ temperature: '36.6C', status: 'normal', takenAt: '2026-11-20T09:15:02.000Z' }));
    page.pass(200);
    expect(page.text('li')).toMatch(/peak 40.5\s°C, ended at \d\d:15:02$/);
  });

  it('posts the alarm with the note, and closes when the server has answered', async () => {
    open();
    write(' called the doctor ');
    page.click(/^Acknowledge$/);
    const [request] = page.backend.takeAcknowledgements();
    expect(request!.body).toEqual({ Alarm: 'k3f9-7', Note: 'called the doctor' });
    expect(page.store.waiting().length).toBe(1);
    expect(dialog().open).toBe(true);
    const closing = isClosed();
    request!.answer(answerOf({ Note: 'called the doctor' }), { status: 201 });
    await closing;
    expect(closed).toBe(1);
    expect(page.store.waiting()).toEqual([]);
  });

  it('posts once, however often the button is clicked', () => {
    open();
    page.click(/^Acknowledge$/);
    page.click(/^Acknowledging …$/);
    expect(page.backend.takeAcknowledgements().length).toBe(1);
  });

  it('posts nothing when it is cancelled', async () => {
    open();
    const closing = isClosed();
    page.click(/^Cancel$/);
    await closing;
    expect(closed).toBe(1);
    expect(page.backend.takeAcknowledgements()).toEqual([]);
  });

  it('says why it failed and what to do, keeps the note, and posts again when asked', () => {
    open();
    write('seen');
    page.click(/^Acknowledge$/);
    page.backend.takeAcknowledgements()[0]!.answer({ detail: 'the disk is full' }, { status: 503 });
    page.pass(0);
    expect(page.text('.failure')).toBe(
      'Not acknowledged, because the server answered 503 (the disk is full). Try again in a moment.',
    );
    page.click(/^Acknowledge$/);
    page.backend.takeAcknowledgements()[0]!.fail();
    page.pass(0);
    expect(page.text('.failure')).toContain('the server is not responding');
    expect(note().value).toBe('seen');
    page.click(/^Acknowledge$/);
    expect(page.backend.takeAcknowledgements().length).toBe(1);
  });

  it('says so when the server does not know the alarm', () => {
    open();
    page.click(/^Acknowledge$/);
    page.backend.takeAcknowledgements()[0]!.answer({}, { status: 404 });
    page.pass(0);
    expect(page.text('.failure')).toContain('the server does not have this alarm');
  });

  it('says who was faster, from the stream', () => {
    open();
    page.backend.acknowledge(anAcknowledgement({ by: 'Ada', note: 'on my way' }));
    page.pass(100);
    expect(page.text('.other')).toMatch(/^Already acknowledged by Ada at \d\d:15:01\. Note: “on my way”$/);
    expect(page.button(/^Acknowledge$/)).toBeUndefined();
    page.click(/^Close$/);
    expect(dialog().open).toBe(false);
  });

  it('says who was faster, from the answer', () => {
    open();
    page.click(/^Acknowledge$/);
    page.backend.takeAcknowledgements()[0]!.answer(answerOf({ By: 'Ada' }), { status: 200 });
    page.pass(0);
    expect(page.text('.other')).toContain('Already acknowledged by Ada');
    expect(dialog().open).toBe(true);
  });

  it('does not take its own acknowledgement in the stream for somebody else’s', () => {
    open();
    page.click(/^Acknowledge$/);
    const [request] = page.backend.takeAcknowledgements();
    page.backend.acknowledge(anAcknowledgement());
    page.pass(100);
    expect(page.text('.other')).toBe('');
    request!.answer(answerOf({}), { status: 201 });
    expect(dialog().open).toBe(false);
  });

  it('counts the characters of the note when few are left, as the server does, and refuses too many', () => {
    open();
    write('x'.repeat(449));
    expect(page.text('.counter')).toBe('');
    write('😀'.repeat(499));
    expect(page.text('.counter')).toBe('1 character left');
    write('😀'.repeat(502));
    expect(page.text('.counter')).toBe('The note is 2 characters too long');
    page.click(/^Acknowledge$/);
    expect(page.backend.takeAcknowledgements()).toEqual([]);
  });

  it('names each of several, posts each on its own, and keeps those that failed', () => {
    open([anAlarm(), anAlarm({ alarm: 'k3f9-8', name: 'Ada', rfid: 'R2' })]);
    expect(page.text('h2')).toBe('Acknowledge 2 alarms?');
    page.click(/^Acknowledge$/);
    page.backend.takeAcknowledgements()[0]!.answer(answerOf({}), { status: 201 });
    page.backend.takeAcknowledgements()[0]!.answer({}, { status: 503 });
    page.pass(0);
    expect(page.texts('li strong')).toEqual(['Ada']);
    expect(page.text('.failure')).toContain('503');
  });
});
