import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { encodeAcknowledgement, type WireAlarm } from '@contract/alarm-wire';
import type { Reading } from '@contract/reading';
import { encodeReading } from '@contract/wire';

import { AcknowledgingStore } from '../alarms/acknowledging.store';
import { AlarmBoard } from '../alarms/alarm-board';
import { AlarmsStore } from '../alarms/alarms.store';
import { FakeTransport, type FakeRequest } from '../http/json-api.fake';
import {
  aReading,
  anAcknowledgement,
  anAlarm as anUnseenAlarm,
  FakeBackend,
  provideFakeBackend,
} from '../feed/backend.fake';
import { UpdateRateStore } from '../readings/update-rate.store';
import { ReadingsStore } from '../readings/readings.store';
import { PAGE_ROUTES } from '../routing/address';
import { PersonPageComponent } from './person-page.component';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("A person's page", () => {
  const before = location.href;
  let now: number;
  let fixture: ComponentFixture<PersonPageComponent>;
  let page: HTMLElement;
  let backend: FakeBackend;
  let http: FakeTransport;
  /** The question for the latest half hour. */
  let recent: FakeRequest | undefined;

  beforeEach(() => {
    localStorage.setItem('vitalwire.unit', 'C');
    now = Math.floor(Date.now() / 1_000) * 1_000;
    const routes = [{ path: '/people/:rfid', title: '', load: () => Promise.resolve(PersonPageComponent) }];
    TestBed.configureTestingModule({
      providers: [...provideFakeBackend(), { provide: PAGE_ROUTES, useValue: routes }],
    });
    backend = new FakeBackend();
    http = TestBed.inject(FakeTransport);
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    history.replaceState(undefined, '', before);
    document.documentElement.style.colorScheme = '';
    localStorage.clear();
    sessionStorage.clear();
  });

  const text = (selector: string): string =>
    (page.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const all = (selector: string): string[] =>
    [...page.querySelectorAll<HTMLElement>(selector)].map((one) => one.innerText.replace(/\s+/g, ' ').trim());
  const button = (name: string): HTMLButtonElement =>
    [...page.querySelectorAll('button')].find((one) => [one.textContent.trim(), one.ariaLabel].includes(name))!;
  /** As it is in English, whatever language the browser has. */
  const decimals = (words: string): string => words.replace(/(\d),(\d)/g, '$1.$2');
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      fixture.detectChanges();
    }
  };
  const aReadingNow = (fields: Partial<Reading> = {}) =>
    aReading({ takenAt: new Date(now - 5_000).toISOString(), ...fields });

  /** Opens the page of R546546, whose backend knows `readings`. */
  async function open(query = '', readings?: readonly Reading[]): Promise<void> {
    await openUnconnected(query, readings);
    backend.goLive();
    fixture.detectChanges();
  }

  /** The same, before its stream is open. */
  async function openUnconnected(query = '', readings: readonly Reading[] = [aReadingNow()]): Promise<void> {
    history.replaceState(undefined, '', `/people/R546546${query}`);
    fixture = TestBed.createComponent(PersonPageComponent);
    page = fixture.nativeElement as HTMLElement;
    fixture.detectChanges();
    backend.answerSnapshot(readings);
    backend.answerPendingAlarms();
    backend.answerStatus({ At: new Date(now).toISOString() });
    fixture.detectChanges();
    await until(() => page.querySelector('canvas') !== null);
  }

  /** The next question for a trend. */
  async function trendRequest(): Promise<FakeRequest> {
    let requests: FakeRequest[] = [];
    await until(() => (requests = takeTrends()).length > 0);
    expect(requests.length).toBe(1);
    return requests[0]!;
  }

  /** The questions for what the chart shows; that for the latest half hour is put aside. */
  function takeTrends(): FakeRequest[] {
    const requests = http.take('/api/readings/trend');
    const isRecent = (request: FakeRequest): boolean => times(request).to - times(request).from === HOUR / 2;
    recent = requests.find(isRecent) ?? recent;
    return requests.filter((request) => !isRecent(request));
  }

  const times = ({ query }: FakeRequest): { from: number; to: number; points: number; bucketMs: number } => {
    const from = Date.parse(query.get('from')!);
    const to = Date.parse(query.get('to')!);
    const points = Number(query.get('points'));
    return { from, to, points, bucketMs: (to - from) / points };
  };

  /** Answers with a bucket of 36.4 to 36.8 °C for every one asked for, but for those that end after `silentAfter`. */
  function giveTrend(request: FakeRequest, silentAfter = now, max = 36.8): void {
    const { from, points, bucketMs } = times(request);
    const ats = Array.from({ length: points }, (_, index) => from + index * bucketMs);
    request.answer({
      RFID: request.query.get('rfid'),
      From: request.query.get('from'),
      To: request.query.get('to'),
      BucketMs: bucketMs,
      Points: ats
        .filter((at) => at + bucketMs <= silentAfter)
        .map((at) => ({ At: new Date(at).toISOString(), Min: 36.4, Max: max, Count: 3 })),
    });
    fixture.detectChanges();
  }

  const anAlarm = (raisedAgo: number, endedAgo?: number, fields: Partial<WireAlarm> = {}): WireAlarm => ({
    Alarm: `k3f9-${raisedAgo}`,
    RFID: 'R546546',
    Name: 'Mass Roy',
    Kind: 'fever',
    RaisedAt: new Date(now - raisedAgo).toISOString(),
    ...(endedAgo === undefined ? {} : { EndedAt: new Date(now - endedAgo).toISOString() }),
    Peak: '39.4C',
    ...fields,
  });

  function answerAlarms(alarms: readonly WireAlarm[], next?: string): URLSearchParams {
    const request = http.takeOne('/api/alarms');
    request.answer({ Alarms: alarms, Position: 'k3f9-10', ...(next === undefined ? {} : { Next: next }) });
    fixture.detectChanges();
    return request.query;
  }

  async function openWithTrend(query = ''): Promise<void> {
    await open(query);
    giveTrend(await trendRequest());
    answerAlarms([]);
  }

  /** The pixels of the chart; none of them is set before something has been drawn. */
  function pixels(): Uint8ClampedArray {
    const canvas = page.querySelector('canvas')!;
    return canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data;
  }

  function drag(from: number, to: number): void {
    const area = page.querySelector<HTMLElement>('.u-over')!;
    const { left, top, width } = area.getBoundingClientRect();
    const at = (part: number) => ({ clientX: left + width * part, clientY: top + 20, movementX: 9, bubbles: true });
    area.dispatchEvent(new MouseEvent('mousemove', at(from)));
    area.dispatchEvent(new MouseEvent('mousedown', at(from)));
    document.dispatchEvent(new MouseEvent('mousemove', at(to)));
    area.dispatchEvent(new MouseEvent('mousemove', at(to)));
    document.dispatchEvent(new MouseEvent('mouseup', at(to)));
  }

  const query = (): URLSearchParams => new URLSearchParams(location.search);

  it('says who it is, how they are now and since when, and leads back to everyone', async () => {
    await open();
    expect(text('h1')).toBe('Mass Roy');
    expect(text('vw-person-header .tag')).toContain('R546546');
    expect(text('vw-person-header .temperature')).toMatch(/^39.2\s°C$/);
    expect(text('vw-person-header .status')).toBe('Fever');
    expect(text('vw-person-header .taken')).toMatch(/^\d+ sec ago$|^just now$/);
    expect(page.querySelector('.back a')?.getAttribute('href')).toBe('/');
  });

  it('gives the time of the reading alone as long as the stream is not live', async () => {
    await open();
    backend.stream.lose();
    fixture.detectChanges();
    expect(text('vw-person-header .taken')).toMatch(/^\d\d:\d\d:\d\d$/);
  });

  it('says without an error when nobody is known by the tag, and shows them when they come', async () => {
    await open('', []);
    expect(text('h1')).toBe('No readings for R546546');
    backend.send(aReadingNow());
    await until(() => text('h1') === 'Mass Roy');
    expect(text('vw-person-header .status')).toBe('Fever');
  });

  it('asks for no more buckets than every other pixel, and draws them', async () => {
    await open();
    const request = await trendRequest();
    const { from, to, points, bucketMs } = times(request);
    expect(request.query.get('rfid')).toBe('R546546');
    expect(points).toBeLessThanOrEqual(page.querySelector('.plot')!.clientWidth / 2 + 1);
    expect(Math.abs(to - now)).toBeLessThanOrEqual(bucketMs);
    expect(to - from).toBe(24 * HOUR);
    const empty = pixels().filter((value) => value > 0).length;
    giveTrend(request);
    await until(() => pixels().filter((value) => value > 0).length > empty);
  });

  it('says in a sentence what the chart shows, and does not read that out again and again', async () => {
    await openWithTrend();
    expect(decimals(text('.sentence'))).toMatch(/^In the last 24 hours: 36.4 to 39.2 °C, now 39.2 °C\.$/);
    expect(page.querySelector('[role=img]')?.getAttribute('aria-label')?.replace(/\s/g, ' ')).toBe(text('.sentence'));
    expect(page.querySelector('.sentence')?.closest('[aria-live], [role=status], [role=alert]')).toBeNull();
  });

  it('moves on with the readings that come, without asking for them', async () => {
    await openWithTrend();
    backend.send(aReading({ temperature: '40.1C', takenAt: new Date().toISOString() }));
    await until(() => text('.sentence').includes('40'));
    expect(decimals(text('.sentence'))).toContain('36.4 to 40.1 °C, now 40.1 °C');
    expect(takeTrends()).toEqual([]);
  });

  it('shows a peak that a newer reading follows at once, and one that comes late', async () => {
    await openWithTrend();
    backend.send(aReading({ temperature: '40.1C', takenAt: new Date(now + 1).toISOString() }));
    backend.send(aReading({ temperature: '36.6C', takenAt: new Date(now + 2).toISOString(), status: 'normal' }));
    await until(() => decimals(text('.sentence')).includes('36.4 to 40.1 °C, now 36.6 °C'));
    backend.send(aReading({ temperature: '35.8C', takenAt: new Date(now - 3 * HOUR).toISOString(), status: 'normal' }));
    await until(() => decimals(text('.sentence')).includes('35.8 to 40.1 °C, now 36.6 °C'));
    expect(takeTrends()).toEqual([]);
  });

  it('shows every reading that came while the table stood still, in the order in which they were taken', async () => {
    await openWithTrend('?range=1h');
    page.querySelector('summary')!.click();
    await until(() => page.querySelector('vw-reading-table') !== null);
    http.takeOne('/api/readings').answer({ Readings: [] });
    const updateRates = TestBed.inject(UpdateRateStore);
    updateRates.choose('paused');
    for (const [temperature, agoMs] of [
      ['37.1C', 3_000],
      ['40.3C', 1_000],
      ['36.9C', 2_000],
      ['38.8C', 600_000],
    ] as const) {
      backend.send(aReading({ temperature, takenAt: new Date(now - agoMs).toISOString() }));
    }
    await until(() => TestBed.inject(ReadingsStore).pendingCount() === 4);
    expect(all('tbody .number').map(decimals)).toEqual(['39.2 °C']);
    updateRates.choose('fast');
    await until(() => all('tbody tr').length === 5);
    expect(all('tbody .number').map(decimals)).toEqual(['40.3 °C', '36.9 °C', '37.1 °C', '39.2 °C', '38.8 °C']);
    expect(takeTrends()).toEqual([]);
  });

  it('counts a late reading once, also when the trend is loaded with it', async () => {
    const counts = (): number => all('vw-bucket-table tbody .number:last-child').reduce((sum, one) => sum + +one, 0);
    await openWithTrend('?range=24h');
    page.querySelector('summary')!.click();
    await until(() => page.querySelector('vw-bucket-table') !== null);
    while (page.textContent.includes('Show more')) {
      button('Show more').click();
      fixture.detectChanges();
    }
    const before = counts();
    backend.send(aReading({ takenAt: new Date(now - 3 * HOUR).toISOString() }));
    await until(() => counts() === before + 1);
    document.dispatchEvent(new Event('visibilitychange'));
    giveTrend(await trendRequest());
    expect(counts()).toBe(before);
  });

  it('loads again what was dropped, when more has arrived than is kept', async () => {
    await openWithTrend();
    for (let index = 0; index <= 1_000; index += 1) {
      backend.send(aReading({ takenAt: new Date(now - 4_000 + index).toISOString() }));
    }
    giveTrend(await trendRequest());
  });

  it('says where the temperature is going by the last quarter of an hour, whatever range is shown', async () => {
    await openWithTrend();
    const give = (request: FakeRequest, celsius: readonly number[]): void => {
      const Points = celsius.map((one, index) => {
        const At = new Date((Math.floor(now / MINUTE) - 12 + 4 * index) * MINUTE).toISOString();
        return { At, Min: one, Max: one, Count: 1 };
      });
      request.answer({ RFID: 'R546546', BucketMs: MINUTE, Points });
      fixture.detectChanges();
    };
    expect(times(recent!).bucketMs).toBe(MINUTE);
    give(recent!, [40, 39.8, 39.6]);
    expect(decimals(text('.sentence'))).toMatch(/now 39.2 °C, falling: 40.0 → 39.2 °C within 1\d min\.$/);
    for (const temperature of ['41C', '39.1C']) {
      backend.send(
        aReading({ temperature, takenAt: new Date(Date.now() - (temperature === '41C' ? 1 : 0)).toISOString() }),
      );
    }
    await until(() => decimals(text('.sentence')).includes('now 39.1 °C.'));
  });

  it('asks again when it is looked at again, and when a lost connection is back', async () => {
    await openWithTrend();
    document.dispatchEvent(new Event('visibilitychange'));
    giveTrend(await trendRequest());
    backend.stream.lose();
    fixture.detectChanges();
    backend.goLive();
    giveTrend(await trendRequest());
    expect(takeTrends()).toEqual([]);
  });

  it('does not ask twice when the stream opens only after everything is loaded', async () => {
    await openUnconnected();
    giveTrend(await trendRequest());
    http.take('/api/alarms');
    backend.goLive();
    fixture.detectChanges();
    await until(() => TestBed.inject(ReadingsStore).isLive());
    expect(http.take('/api/readings/trend')).toEqual([]);
    expect(http.take('/api/alarms')).toEqual([]);
  });

  it('asks again when the stream had to catch up first, as the chart was not told of every reading then', async () => {
    await openUnconnected();
    giveTrend(await trendRequest());
    backend.goLive(40);
    fixture.detectChanges();
    backend.stream.heartbeat('k3f9-50');
    giveTrend(await trendRequest());
  });

  it('asks again after a gap', async () => {
    await openWithTrend();
    backend.stream.gap({ Requested: 'k3f9-1', Reason: 'trimmed', OldestKept: 'k3f9-9', ResumesAt: 'k3f9-9' });
    fixture.detectChanges();
    backend.answerSnapshot([aReadingNow()]);
    backend.goLive();
    giveTrend(await trendRequest());
  });

  it('shows the range in the address, and puts the one that is chosen there', async () => {
    await open('?range=7d&unit=C');
    expect(times(await trendRequest()).points).toBeGreaterThan(1);
    expect(page.querySelector<HTMLInputElement>('input[value="7d"]')!.checked).toBe(true);
    page.querySelector<HTMLInputElement>('input[value="1h"]')!.click();
    fixture.detectChanges();
    const { from, to } = times(await trendRequest());
    expect(to - from).toBe(HOUR);
    expect(location.search).toBe('?range=1h&unit=C');
  });

  it('zooms to what is dragged over, with finer buckets, and "back" leads to what was before', async () => {
    await openWithTrend();
    drag(0.25, 0.5);
    const { from, to, bucketMs } = times(await trendRequest());
    expect(Math.round((to - from) / HOUR)).toBe(6);
    expect(bucketMs).toBeLessThan(5 * MINUTE);
    expect(Date.parse(query().get('to')!) - Date.parse(query().get('from')!)).toBeCloseTo(6 * HOUR, -6);
    expect([...page.querySelectorAll<HTMLInputElement>('input[name=range]')].some(({ checked }) => checked)).toBe(
      false,
    );
    history.back();
    await until(() => query().get('from') === null);
    const after = times(await trendRequest());
    expect(after.to - after.from).toBe(24 * HOUR);
  });

  it('is zoomed, panned and reset by buttons and by their keys', async () => {
    await openWithTrend();
    button('Zoom in').click();
    const zoomed = times(await trendRequest());
    expect(Math.round((zoomed.to - zoomed.from) / HOUR)).toBe(12);
    const press = (key: string) =>
      button('Zoom in').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    expect(press('ArrowLeft')).toBe(false);
    const panned = times(await trendRequest());
    expect(Math.round((zoomed.from - panned.from) / HOUR)).toBe(6);
    expect(press('x')).toBe(true);
    press('0');
    fixture.detectChanges();
    await trendRequest();
    expect(query().get('from')).toBeNull();
    expect(query().get('range')).toBe('24h');
  });

  it('is zoomed by the wheel with Ctrl only, so that nobody gets stuck while scrolling the page', async () => {
    await openWithTrend();
    const turn = (init: WheelEventInit): boolean =>
      page
        .querySelector('.u-over')!
        .dispatchEvent(new WheelEvent('wheel', { ...init, bubbles: true, cancelable: true }));
    expect(turn({ deltaY: -100 })).toBe(true);
    expect(turn({ deltaY: -300, ctrlKey: true })).toBe(false);
    const { from, to } = times(await trendRequest());
    expect((to - from) / HOUR).toBeCloseTo(24 / 1.25 ** 3, 0);
  });

  it('says why there is no trend, and tries again on request', async () => {
    await open();
    (await trendRequest()).answer({ detail: 'the disk is full' }, { status: 503 });
    fixture.detectChanges();
    expect(text('.failed')).toContain('The server answered 503 (the disk is full)');
    button('Try again').click();
    giveTrend(await trendRequest());
    expect(page.querySelector('.failed')).toBeNull();
  });

  it('shows no chart of somebody of whom nothing is known', async () => {
    await open('', []);
    giveTrend(await trendRequest(), 0);
    const chart = page.querySelector<HTMLElement>('vw-trend-chart')!;
    expect(getComputedStyle(chart).display).toBe('none');
    backend.send(aReadingNow());
    await until(() => chart.clientHeight > 0);
    expect(takeTrends()).toEqual([]);
  });

  it('offers the next larger range when there is nothing to show', async () => {
    await open('?range=1h', []);
    giveTrend(await trendRequest(), 0);
    expect(text('.sentence')).toBe('In the last hour: no readings.');
    button('Show 24 hours').click();
    fixture.detectChanges();
    await trendRequest();
    expect(query().get('range')).toBe('24h');
  });

  it('lists the alarms that reach into the time shown, wherever they began, and asks no further back', async () => {
    await open();
    giveTrend(await trendRequest());
    const asked = answerAlarms([anAlarm(HOUR)], 'k3f9-50');
    expect(Object.fromEntries(asked)).toEqual(jasmine.objectContaining({ state: 'all', rfid: 'R546546' }));
    const acknowledged = { AcknowledgedAt: new Date(now - HOUR).toISOString(), By: 'Ann Lee', Note: '<b>seen</b>' };
    const next = answerAlarms(
      [anAlarm(30 * HOUR, 20 * HOUR, acknowledged), anAlarm(50 * HOUR, 40 * HOUR, { Kind: 'hypothermia' })],
      'k3f9-60',
    );
    expect(next.get('before')).toBe('k3f9-50');
    expect(http.take('/api/alarms')).toEqual([]);
    const [open_, ended, ...others] = all('vw-alarm-list li');
    expect(open_).toMatch(/Fever .* – open Ongoing for 1 hr Highest 39.4 °C Not acknowledged Acknowledge$/);
    expect(ended).toMatch(/Lasted 10 hr Highest 39.4 °C Acknowledged by Ann Lee, .*<b>seen<\/b>$/);
    expect(others).toEqual([]);
    expect(text('.sentence')).toMatch(/; fever until .* and since /);
  });

  it('says of an alarm that ended with the reading that raised it that it was there for a moment', async () => {
    await open();
    giveTrend(await trendRequest());
    answerAlarms([anAlarm(HOUR, HOUR)]);
    expect(all('vw-alarm-list li')[0]).toContain('Lasted less than 1 sec');
  });

  it('lets an alarm that nobody has acknowledged be acknowledged where it is seen: beside the name, and in its row', async () => {
    await openWithTrend();
    expect(page.querySelector('vw-acknowledge-button')).toBeNull();
    const alarm = anUnseenAlarm({ endedAt: new Date(now).toISOString() });
    const board = TestBed.inject(AlarmBoard);
    board.waiting.set([
      { alarm: anUnseenAlarm({ rfid: 'R2' }), sinceMs: now },
      { alarm, sinceMs: now },
    ]);
    fixture.detectChanges();
    expect(text('vw-person-header .alarm')).toBe('The fever alarm has ended but is not acknowledged. Acknowledge');
    button('Acknowledge fever of Mass Roy').click();
    expect(TestBed.inject(AcknowledgingStore).alarms()).toEqual([alarm]);
    board.waiting.set([]);
    fixture.detectChanges();
    expect(text('vw-person-header .alarm')).toBe('');
    document.dispatchEvent(new Event('visibilitychange'));
    answerAlarms([
      anAlarm(HOUR),
      anAlarm(3 * HOUR, 2 * HOUR, { AcknowledgedAt: new Date(now - HOUR).toISOString(), By: 'local' }),
    ]);
    const [unseen, seen] = all('vw-alarm-list li');
    expect(seen).toContain('Acknowledged by this machine (no sign-in), ');
    expect(unseen).toContain('Not acknowledged');
    button('Acknowledge fever of Mass Roy').click();
    expect(
      TestBed.inject(AcknowledgingStore)
        .alarms()
        .map((one) => one.alarm),
    ).toEqual([`k3f9-${HOUR}`]);
  });

  it('marks alarms in the chart', async () => {
    await openWithTrend();
    await until(() => pixels().some((value) => value > 0));
    const plain = pixels().join();
    document.dispatchEvent(new Event('visibilitychange'));
    answerAlarms([anAlarm(5 * HOUR, 4 * HOUR)]);
    await until(() => pixels().join() !== plain);
  });

  it('asks for the alarms again when one is acknowledged, and when one begins', async () => {
    await openWithTrend();
    const acknowledgement = { alarm: 'k3f9-7', rfid: 'R546546', by: 'local', note: '', at: new Date().toISOString() };
    const send = (rfid: string, id: string): void =>
      backend.stream.event('acknowledgement', JSON.stringify(encodeAcknowledgement({ ...acknowledgement, rfid })), id);
    send('R546546', 'k3f9-11');
    let requests: FakeRequest[] = [];
    await until(() => (requests = http.take('/api/alarms')).length > 0);
    requests[0]!.answer({ Alarms: [], Position: 'k3f9-11' });
    const reading = aReading({ takenAt: new Date().toISOString(), alarm: 'k3f9-12' });
    backend.stream.message(encodeReading(reading), 'k3f9-12');
    await until(() => (requests = http.take('/api/alarms')).length > 0);
    expect(requests.length).toBe(1);
  });

  it('asks for the alarms again when one began and ended in the same batch', async () => {
    await openWithTrend();
    backend.send(aReading({ takenAt: new Date(now + 1).toISOString(), alarm: 'k3f9-11' }));
    backend.send(aReading({ takenAt: new Date(now + 2).toISOString(), temperature: '36.6C', status: 'normal' }));
    let requests: FakeRequest[] = [];
    await until(() => (requests = http.take('/api/alarms')).length > 0);
    expect(requests.length).toBe(1);
  });

  it('asks for the alarms again when our own acknowledgement is answered, as the stream may be down', async () => {
    await openWithTrend();
    backend.stream.lose();
    TestBed.inject(AlarmsStore).acknowledged(anAcknowledgement());
    fixture.detectChanges();
    answerAlarms([anAlarm(HOUR, undefined, { AcknowledgedAt: new Date(now).toISOString(), By: 'local', Note: '' })]);
    expect(text('vw-alarm-list')).toContain('by this machine (no sign-in), ');
  });

  it('lets the peak of an open alarm follow the readings that come', async () => {
    await open('', [aReadingNow({ alarm: `k3f9-${HOUR}` })]);
    giveTrend(await trendRequest());
    answerAlarms([anAlarm(HOUR)]);
    backend.send(aReadingNow({ alarm: `k3f9-${HOUR}`, temperature: '40.1C', takenAt: new Date().toISOString() }));
    await until(() => /40[.,]1 °C/.test(text('vw-alarm-list')));
    expect(http.take('/api/alarms')).toEqual([]);
  });

  it('says so when the alarms could not be loaded', async () => {
    await open();
    http.takeOne('/api/alarms').fail();
    fixture.detectChanges();
    expect(text('.failed')).toContain('The alarms could not be loaded');
    button('Try again').click();
    fixture.detectChanges();
    answerAlarms([]);
    expect(text('vw-alarm-list')).toBe('No alarms.');
  });

  it('gives the numbers of the chart as a table, newest first, some at a time', async () => {
    await openWithTrend();
    page.querySelector('summary')!.click();
    await until(() => page.querySelector('vw-bucket-table') !== null);
    expect(text('caption')).toMatch(/^In the last 24 hours: lowest and highest temperature per \d+ min, newest first$/);
    expect(all('tbody tr').length).toBe(50);
    expect(decimals(all('tbody tr').at(-1)!)).toMatch(/36.4 °C 36.8 °C 3$/);
    button('Show more').click();
    fixture.detectChanges();
    expect(all('tbody tr').length).toBe(100);
  });

  it('goes on paper with its numbers, which are closed again on the screen afterwards', async () => {
    await openWithTrend('?range=1h');
    window.dispatchEvent(new Event('beforeprint'));
    fixture.detectChanges();
    expect(page.querySelector('details')!.open).toBeTrue();
    expect(all('vw-bucket-table tbody tr').length).toBe(50);
    window.dispatchEvent(new Event('afterprint'));
    fixture.detectChanges();
    await until(() => page.querySelector('vw-bucket-table') === null);
    expect(page.querySelector('details')!.open).toBeFalse();
  });

  it('gives the single readings of an hour as a table, and those that come on top', async () => {
    await openWithTrend('?range=1h');
    page.querySelector('summary')!.click();
    await until(() => page.querySelector('vw-reading-table') !== null);
    const wire = (agoMs: number): unknown =>
      JSON.parse(
        encodeReading(
          aReading({ takenAt: new Date(now - agoMs).toISOString(), temperature: '36.6C', status: 'normal' }),
        ),
      );
    const first = http.takeOne('/api/readings');
    expect(first.query.get('before')).toBeNull();
    first.answer({ Readings: [wire(10_000), wire(20_000)], Next: '1.2' });
    fixture.detectChanges();
    expect(all('tbody .number').map(decimals)).toEqual(['39.2 °C', '36.6 °C', '36.6 °C']);
    button('Show more').click();
    const second = http.takeOne('/api/readings');
    expect(second.query.get('before')).toBe('1.2');
    second.answer({ Readings: [wire(30_000)] });
    backend.send(aReading({ takenAt: new Date().toISOString(), temperature: '37.1C', status: 'normal' }));
    await until(() => all('tbody tr').length === 5);
    expect(all('tbody .status')).toEqual(['Normal', 'Fever', 'Normal', 'Normal', 'Normal']);
    expect(page.textContent).not.toContain('Show more');
  });

  it('asks for the single readings anew whenever the trend is, which has the live ones then', async () => {
    await openWithTrend('?range=1h');
    page.querySelector('summary')!.click();
    await until(() => page.querySelector('vw-reading-table') !== null);
    const wire = (agoMs: number): unknown =>
      JSON.parse(encodeReading(aReading({ takenAt: new Date(now - agoMs).toISOString(), status: 'normal' })));
    http.takeOne('/api/readings').answer({ Readings: [wire(300_000)] });
    document.dispatchEvent(new Event('visibilitychange'));
    giveTrend(await trendRequest());
    http.takeOne('/api/readings').answer({ Readings: [wire(120_000), wire(240_000), wire(300_000)] });
    await until(() => all('tbody tr').length === 4);
    document.dispatchEvent(new Event('visibilitychange'));
    http.takeOne('/api/readings').fail();
    fixture.detectChanges();
    button('Try again').click();
    expect(http.takeOne('/api/readings').query.get('before')).toBeNull();
  });

  it('keeps the button for more, and with it the focus, while more is loaded', async () => {
    await openWithTrend('?range=1h');
    page.querySelector('summary')!.click();
    await until(() => page.querySelector('vw-reading-table') !== null);
    http.takeOne('/api/readings').answer({ Readings: [], Next: '1.2' });
    fixture.detectChanges();
    const more = button('Show more');
    more.click();
    more.click();
    fixture.detectChanges();
    expect(more.isConnected).toBe(true);
    expect(http.take('/api/readings').length).toBe(1);
  });

  it('shows everything in the unit chosen', async () => {
    localStorage.setItem('vitalwire.unit', 'F');
    await openWithTrend();
    expect(decimals(text('.sentence'))).toContain('97.5 to 102.5 °F, now 102.5 °F');
    expect(text('vw-person-header .temperature')).toMatch(/^102.5\s°F$/);
  });

  it('is drawn anew when the theme changes', async () => {
    document.documentElement.style.colorScheme = 'light';
    await openWithTrend();
    await until(() => pixels().some((value) => value > 0));
    const light = pixels().join();
    document.documentElement.style.colorScheme = 'dark';
    await until(() => pixels().join() !== light);
  });

  it('is drawn as wide as there is room, whenever that changes', async () => {
    await openWithTrend();
    const canvas = page.querySelector('canvas')!;
    const wide = canvas.clientWidth;
    page.style.width = `${wide / 2}px`;
    await until(() => canvas.clientWidth > 0 && canvas.clientWidth < wide / 2);
    expect(canvas.width).toBe(Math.round(canvas.clientWidth * devicePixelRatio));
  });

  it('leaves nothing behind when it is left', async () => {
    const disconnected = spyOn(ResizeObserver.prototype, 'disconnect').and.callThrough();
    await openWithTrend();
    jasmine.clock().install();
    page
      .querySelector('.u-over')!
      .dispatchEvent(new WheelEvent('wheel', { deltaY: -300, ctrlKey: true, cancelable: true }));
    const address = location.href;
    fixture.destroy();
    expect(disconnected).toHaveBeenCalled();
    expect(page.querySelector('canvas')).toBeNull();
    document.dispatchEvent(new Event('visibilitychange'));
    document.documentElement.style.colorScheme = 'dark';
    jasmine.clock().tick(60_000);
    jasmine.clock().uninstall();
    expect(takeTrends()).toEqual([]);
    expect(location.href).toBe(address);
  });
});
