import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { encodeReading } from '@contract/wire';

import { FakeClocks } from '../clocks.fake';
import { FakeEventSource } from '../event-source.fake';
import { aReading, FakeBackend, NOW, provideFakeBackend } from '../feed/backend.fake';
import { formatExactDuration } from '../formats/durations';
import { formatTime } from '../formats/times';
import { ReadingsStore } from '../readings/readings.store';
import { ConnectionPageComponent } from './connection-page.component';
import { StreamMeter } from './stream-meter';

describe('The connection page', () => {
  let clocks: FakeClocks;
  let backend: FakeBackend;
  let fixture: ComponentFixture<ConnectionPageComponent>;
  let page: HTMLElement;

  beforeEach(() => {
    clocks = new FakeClocks(NOW);
    TestBed.configureTestingModule({ providers: provideFakeBackend() });
    backend = new FakeBackend();
    TestBed.inject(ReadingsStore);
    TestBed.inject(StreamMeter);
    backend.answerSnapshot([]);
    backend.answerStatus();
    backend.goLive();
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    clocks.restore();
  });

  /** Opens the page; the server's clock is then `aheadMs` ahead of this device's. */
  function open(aheadMs = 0): FakeEventSource {
    fixture = TestBed.createComponent(ConnectionPageComponent);
    page = fixture.nativeElement as HTMLElement;
    backend.answerStatus({
      At: new Date(Date.now() + aheadMs).toISOString(),
      Version: '9.8.7',
      Epoch: 'k3f9',
      Position: 'k3f9-10',
    });
    fixture.detectChanges();
    return FakeEventSource.newest;
  }

  function passSeconds(seconds: number): void {
    jasmine.clock().tick(seconds * 1_000);
    fixture.detectChanges();
  }

  const textOf = (selector: string): string =>
    page.querySelector(selector)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const fact = (label: string): string | undefined =>
    [...page.querySelectorAll('dl > div')]
      .find((row) => row.querySelector('dt')?.textContent === label)
      ?.querySelector('dd')?.textContent;

  it('shows state, stream, server and clock', () => {
    open();
    expect(fact('State')).toBe('Live: readings are shown as they arrive.');
    expect(fact('Stream')).toBe('opened by this tab');
    expect(fact('Server')).toBe('Vitalwire 9.8.7');
    expect(fact('Log')).toBe('k3f9');
    expect(fact('Newest event here')).toBe('k3f9-10');
    expect(fact("This device's clock")).toBe("in sync with the server's (± 0 ms)");
    expect(page.querySelector('.warning')).toBeNull();
  });

  it('warns about a wrong device clock', () => {
    open(252_000);
    passSeconds(1);
    expect(fact("This device's clock")).toBe("4 min, 12 sec behind the server's");
    expect(textOf('.warning')).toBe(
      "This device's clock is 4 min, 12 sec behind the server's. Times on these pages are server times.",
    );
  });

  it('does not warn about a small clock difference', () => {
    open(-59_000);
    passSeconds(1);
    expect(fact("This device's clock")).toBe("59 sec ahead of the server's");
    expect(page.querySelector('.warning')).toBeNull();
  });

  it('checks the path on opening and shows the progress', () => {
    const clock = open();
    expect(new URL(clock.url).pathname).toBe('/stream');
    for (let received = 1; received <= 6; received += 1) {
      clock.message('{}');
      // Angular's timers need a separate tick: Jasmine ends a tick in which one timer clears another.
      jasmine.clock().tick(0);
      passSeconds(0.95);
      expect(textOf('vw-path-check .checking')).toContain(
        received === 1 ? '1 message so far' : `${received} messages so far`,
      );
    }
    passSeconds(1);
    expect(textOf('vw-path-check [role=status]')).toContain('Nothing delays readings on the way.');
    expect(page.querySelector('vw-path-check li')).toBeNull();
  });

  it('shows advice when no messages arrive, and checks again on request', () => {
    open();
    passSeconds(6);
    expect(textOf('vw-path-check [role=status]')).toContain('No messages arrived.');
    expect(textOf('vw-path-check ul')).toContain('proxy_buffering off');
    [...page.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === 'Check the path')!.click();
    FakeEventSource.newest.refuse();
    fixture.detectChanges();
    expect(textOf('vw-path-check [role=status]')).toContain('The stream was refused.');
    expect(textOf('vw-path-check code')).toBe(`curl -N ${location.origin}/stream`);
  });

  it('dates results and marks them as outdated while the connection is lost', () => {
    const { stream } = backend;
    open();
    passSeconds(6);
    const headline = (): string => getComputedStyle(page.querySelector('.headline')!).color;
    const live = headline();
    const checked = formatTime(Date.parse('2026-11-20T09:15:06.000Z'));
    expect(textOf('vw-path-check')).toContain(`Checked at ${checked}.`);
    expect(fact('Round trip')).toBe('0 ms');
    expect(textOf('[aria-labelledby=outages-heading] > p')).toMatch(/Live 100\s?% of the time\.$/);
    stream.lose();
    passSeconds(1);
    expect(textOf('vw-path-check')).toContain(`As of ${checked}, before the connection was lost.`);
    expect(headline()).not.toBe(live);
    const measured = formatTime(Date.parse(NOW));
    expect(fact('Round trip')).toBe(`0 ms, as of ${measured}`);
    expect(fact("This device's clock")).toBe(`in sync with the server's (± 0 ms), as of ${measured}`);
  });

  it('shows the ages of readings as bars and numbers', () => {
    const { stream } = backend;
    open();
    stream.message(JSON.stringify({ ...wire(), TakenAt: '2026-11-20T09:14:59.100Z' }), 'k3f9-11');
    passSeconds(1);
    const ages = page.querySelectorAll('vw-delay-bars')[1]!;
    expect(ages.querySelector('svg')?.getAttribute('aria-label')).toContain(`longest ${formatExactDuration(1_000)}`);
    expect([...ages.querySelectorAll('rect')].filter((bar) => Number(bar.getAttribute('height')) > 0).length).toBe(1);
    const cells = [...page.querySelectorAll('tbody tr:last-child > *')].map((cell) => cell.textContent);
    const second = formatExactDuration(1_000);
    expect(cells).toEqual(['Readings, age on arrival', '1', second, second, second]);
  });

  it('lists the reconnects', () => {
    const { stream } = backend;
    open();
    expect(textOf('[aria-labelledby=outages-heading] > p')).toContain('None since this page was opened');
    passSeconds(1);
    stream.lose();
    passSeconds(4);
    const since = formatTime(Date.parse('2026-11-20T09:15:01.000Z'));
    expect(textOf('[aria-labelledby=outages-heading] > p')).toMatch(`^Connection lost since ${since}. Live`);
    expect([...page.querySelectorAll('vw-outage-list td')].map((cell) => cell.textContent)).toEqual([
      since,
      `${formatExactDuration(4_000)} so far`,
      'connection cut',
      'pending',
    ]);
    stream.accept();
    stream.heartbeat('k3f9-10', { head: 'k3f9-11', behind: 1 });
    stream.message(JSON.stringify(wire()), 'k3f9-11');
    passSeconds(1);
    expect(textOf('[aria-labelledby=outages-heading] > p')).toContain('1 reconnect since this page was opened');
    const cells = [...page.querySelectorAll('vw-outage-list td')].map((cell) => cell.textContent).slice(1);
    expect(cells).toEqual([formatExactDuration(4_100), 'connection cut', '1']);
  });

  it('writes a report without names, tags and temperatures', () => {
    const { stream } = backend;
    open();
    stream.message(JSON.stringify(wire()), 'k3f9-11');
    passSeconds(6);
    page.querySelector('details')!.open = true;
    page.querySelector('details')!.dispatchEvent(new Event('toggle'));
    fixture.detectChanges();
    const report = textOf('details pre');
    expect(report).toContain('Vitalwire connection report At: 2026-11-20T09:15:06.000Z');
    expect(report).toContain('Server: Vitalwire 9.8.7');
    expect(report).toContain('Path: No messages arrived. No message arrived. Checked at');
    expect(report).toContain('Events: 1');
    for (const secret of ['Mass Roy', 'R546546', '102.5']) expect(report).not.toContain(secret);
  });

  function wire(): object {
    return JSON.parse(encodeReading(aReading())) as object;
  }
});
