import { type ComponentFixture, TestBed } from '@angular/core/testing';

import { AppComponent } from './app.component';
import { pageProviders } from './app.config';
import { Address } from './routing/address';
import { SignInState } from './http/sign-in-state';
import { aReading, anAlarm, FakeBackend, provideFakeBackend } from './feed/backend.fake';

describe('The application', () => {
  let fixture: ComponentFixture<AppComponent>;
  let page: HTMLElement;
  let backend: FakeBackend;

  beforeEach(async () => {
    localStorage.setItem('vitalwire.unit', 'C');
    TestBed.configureTestingModule({
      providers: [...provideFakeBackend(), ...pageProviders],
    });
    backend = new FakeBackend();
    fixture = TestBed.createComponent(AppComponent);
    page = fixture.nativeElement as HTMLElement;
    TestBed.inject(Address).go('/');
    await until(() => page.querySelector('vw-dashboard') !== null);
    // Its end would scroll to the top, in the midst of a test.
    await until(() => !(window as { readonly navigation?: Navigation }).navigation?.transition);
  });

  afterEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });

  const text = (selector: string): string =>
    page.querySelector(selector)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const button = (name: string): HTMLButtonElement =>
    [...page.querySelectorAll('button')].find((one) => one.textContent.trim() === name)!;
  /** Events come in batches; here the clock is the real one. */
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      fixture.detectChanges();
    }
  };

  function start(readings = [aReading()]): void {
    backend.answerSnapshot(readings);
    backend.answerStatus({ At: new Date().toISOString() });
    backend.goLive();
    fixture.detectChanges();
  }

  it('says that it is loading, and that it is connecting', () => {
    expect(text('.loading')).toContain('Loading');
    expect(text('vw-connection-pill')).toBe('Connecting');
  });

  it('shows everyone in a table that says how many rows it has', async () => {
    start();
    await until(() => page.querySelectorAll('vw-reading-row').length === 1);
    expect(page.querySelector('[role=table]')?.getAttribute('aria-rowcount')).toBe('2');
    expect(text('vw-reading-row')).toContain('Mass Roy');
    expect(text('vw-connection-pill')).toBe('Live');
  });

  it('shows a reading that arrives', async () => {
    start();
    backend.send(aReading({ name: 'Ada', rfid: 'R2', takenAt: new Date().toISOString() }));
    await until(() => page.textContent.includes('Ada'));
    expect(text('[role=row][aria-rowindex="2"]')).toContain('Ada');
  });

  it('holds only the rows that are on the screen', async () => {
    start(Array.from({ length: 10_000 }, (_, index) => aReading({ rfid: `R${index}` })));
    await until(() => page.querySelectorAll('vw-reading-row').length > 1);
    expect(page.querySelectorAll('vw-reading-row').length).toBeLessThan(200);
    expect(page.querySelector('[role=table]')?.getAttribute('aria-rowcount')).toBe('10001');
  });

  it('says what to do when there are no readings yet', async () => {
    start([]);
    await until(() => page.querySelector('vw-empty-state') !== null);
    expect(text('vw-empty-state')).toContain('curl');
    expect(text('vw-empty-state code')).toContain('"RFID":"R546546"');
  });

  it('says why nothing could be loaded, and tries again on request', () => {
    backend.rejectSnapshot(503);
    fixture.detectChanges();
    expect(text('vw-load-error')).toContain('the server answered 503 (the disk is full)');
    expect(text('[role=status]')).toMatch(/^Loading the readings failed, because .* Retrying\.$/);
    button('Retry now').click();
    start();
    expect(page.querySelector('vw-load-error')).toBeNull();
  });

  it('says so in words when the connection is lost, and of what time the table is', () => {
    start();
    backend.stream.lose();
    fixture.detectChanges();
    expect(text('vw-connection-pill')).toMatch(/^Reconnecting since \d\d:\d\d:\d\d$/);
    expect(text('[role=status]')).toBe('The connection was lost. Reconnecting.');
    expect(text('.as-of')).toMatch(/^As of \d\d:\d\d:\d\d\. /);
  });

  it('says how much of what was missed a reconnect has brought', async () => {
    start();
    backend.stream.lose();
    backend.goLive(2);
    for (const rfid of ['R1', 'R2']) backend.send(aReading({ rfid }));
    await until(() => text('vw-connection-pill') === 'Live · Replayed 2');
  });

  it('asks for a sign-in in place of the page where the server wants one, and then goes on with what it wanted', async () => {
    backend.requireSignIn('/api/readings/latest');
    await until(() => page.querySelector('vw-sign-in-page') !== null);
    expect(document.title).toBe('Sign in · Vitalwire');
    expect(page.querySelector('vw-dashboard')).toBeNull();
    expect(location.pathname).toBe('/');
    TestBed.inject(SignInState).completeSignIn();
    await until(() => page.querySelector('vw-dashboard') !== null);
    start();
    await until(() => page.querySelectorAll('vw-reading-row').length === 1);
    expect(page.querySelector('vw-sign-in-page')).toBeNull();
  });

  it('tells of a gap until that is dismissed', async () => {
    start();
    backend.stream.gap({ Requested: 'k3f9-1', Reason: 'trimmed', OldestKept: 'k3f9-9', ResumesAt: 'k3f9-9' });
    await until(() => text('vw-gap-notice').includes('no longer retained'));
    expect(text('vw-connection-pill')).toBe('Connecting · Gap: 8 no longer retained');
    expect(text('vw-gap-notice')).not.toContain('k3f9');
    expect(text('vw-gap-notice')).toContain('Loading');
    backend.answerSnapshot([aReading()]);
    fixture.detectChanges();
    expect(text('vw-gap-notice')).toContain('the table is complete');
    button('Dismiss').click();
    fixture.detectChanges();
    expect(page.querySelector('vw-gap-notice')).toBeNull();
  });

  it('does not read out a gap again whenever the connection changes', () => {
    start();
    backend.stream.gap({ Requested: 'k3f9-1', Reason: 'trimmed', OldestKept: 'k3f9-9', ResumesAt: 'k3f9-9' });
    backend.answerSnapshot([aReading()]);
    backend.goLive();
    backend.stream.lose();
    fixture.detectChanges();
    const spoken = [...page.querySelectorAll(':scope > [role=status]')].map((status) => status.textContent);
    expect(spoken).toEqual(['The connection was lost. Reconnecting.', jasmine.stringContaining('no longer retained')]);
  });

  it('follows the size of the letters with the height of the rows', async () => {
    start();
    const rowHeight = (): string =>
      page.querySelector<HTMLElement>('[role=table]')?.style.getPropertyValue('--row-height') ?? '';
    await until(() => page.querySelector('vw-reading-row') !== null);
    const before = rowHeight();
    document.documentElement.style.fontSize = '32px';
    await until(() => rowHeight() === `${Number.parseFloat(before) * 2}px`);
    document.documentElement.style.fontSize = '';
    await until(() => rowHeight() === before);
  });

  it('leaves whoever has scrolled down at the row they read when somebody comes in above', async () => {
    const person = (index: number) =>
      aReading({ name: `Person ${index}`, rfid: `R${index}`, temperature: '36.6C', status: 'normal' });
    start(Array.from({ length: 1_000 }, (_, index) => person(index)));
    await until(() => page.querySelectorAll('vw-reading-row').length > 1);
    window.scrollTo({ top: 5_000, behavior: 'instant' });
    await until(() => page.querySelector('[aria-rowindex="2"]') === null);
    const { scrollY } = window;
    const rowPx = page.querySelector('vw-reading-row')!.getBoundingClientRect().height;
    backend.send(aReading({ name: 'Above', rfid: 'ABOVE' }));
    await until(() => page.querySelector('[role=table]')?.getAttribute('aria-rowcount') === '1002');
    await until(() => window.scrollY !== scrollY);
    expect(Math.round(window.scrollY - scrollY)).toBe(Math.round(rowPx));
  });

  it('counts the open alarms in its title', async () => {
    start([aReading({ alarm: 'k3f9-7' }), aReading({ rfid: 'R2' })]);
    await until(() => document.title === '(1) Readings · Vitalwire');
    backend.send(aReading({ status: 'normal', temperature: '36.6C', takenAt: new Date().toISOString() }));
    await until(() => document.title === 'Readings · Vitalwire');
  });

  it('shows an alarm above every page, and the dialog to acknowledge it', async () => {
    start([aReading({ alarm: 'k3f9-7' })]);
    // It comes after the first readings.
    await until(() => page.querySelector('vw-alarm-settings') !== null);
    backend.answerPendingAlarms([anAlarm()]);
    await until(() => page.querySelector('vw-alarm-banner li') !== null);
    expect(text('header vw-alarm-banner li')).toContain('Mass Roy');
    page.querySelector<HTMLButtonElement>('vw-acknowledge-button button')!.click();
    fixture.detectChanges();
    expect(text('dialog h2')).toBe('Acknowledge this alarm?');
  });

  it('says that it is a demo', () => {
    backend.answerSnapshot([]);
    backend.answerStatus({ Demo: true });
    fixture.detectChanges();
    expect(text('.demo')).toContain('made up');
  });

  it('shows temperatures in the unit chosen', async () => {
    start();
    await until(() => page.querySelector('vw-reading-row') !== null);
    expect(text('.temperature')).toMatch(/^39.2\s°C$/);
    page.querySelector<HTMLInputElement>('input[value=F]')!.click();
    fixture.detectChanges();
    expect(text('.temperature')).toMatch(/^102.5\s°F$/);
  });

  it('lets the keyboard skip to the readings without leaving the page', () => {
    document.body.append(page);
    page.querySelector<HTMLAnchorElement>('.skip-link')!.click();
    expect(document.activeElement).toBe(page.querySelector('main'));
    expect(location.hash).toBe('');
  });
});
