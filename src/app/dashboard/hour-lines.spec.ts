import { TestBed } from '@angular/core/testing';

import { FakeClocks } from '../clocks.fake';
import { type FakeRequest, FakeTransport } from '../http/json-api.fake';
import { aReading, FakeBackend, NOW, provideFakeBackend } from '../feed/backend.fake';
import { UpdateRateStore } from '../readings/update-rate.store';
import { Person } from '../readings/person';
import { MAX_PENDING } from '../readings/pending-readings';
import { HourLines } from './hour-lines';

describe('HourLines', () => {
  let clocks: FakeClocks;
  let backend: FakeBackend;
  let lines: HourLines;
  let http: FakeTransport;

  const people = Array.from({ length: 10 }, (_, index) => new Person(aReading({ rfid: `R${index}` })));

  beforeEach(() => {
    clocks = new FakeClocks(NOW);
    TestBed.configureTestingModule({ providers: [...provideFakeBackend(), HourLines] });
    backend = new FakeBackend();
    http = TestBed.inject(FakeTransport);
    lines = TestBed.inject(HourLines);
    backend.answerSnapshot(people.map((person) => person.latest()));
    backend.answerStatus();
    backend.goLive();
    TestBed.tick();
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    clocks.restore();
    sessionStorage.clear();
  });

  const settle = (): void => jasmine.clock().tick(250);
  const takeRequests = (): FakeRequest[] => http.take('/api/readings/trend');
  const tags = (requests: readonly FakeRequest[]): (string | null)[] => requests.map(({ query }) => query.get('rfid'));
  const watch = (...indices: number[]) => indices.map((index) => lines.watch(people[index]!));
  const answer = (request: FakeRequest | undefined): void => request?.answer({ BucketMs: 60_000, Points: [] });

  it('are requested once a row has stayed on the screen, by whole minutes', () => {
    watch(0);
    jasmine.clock().tick(249);
    expect(takeRequests()).toEqual([]);
    jasmine.clock().tick(1);
    const [request] = takeRequests();
    expect(request?.query.toString()).toBe(
      new URLSearchParams({
        rfid: 'R0',
        from: '2026-11-20T08:16:00.000Z',
        to: '2026-11-20T09:16:00.000Z',
        points: '60',
      }).toString(),
    );
  });

  it('are not requested for rows that scroll past', () => {
    for (const person of people) {
      lines.watch(person);
      jasmine.clock().tick(100);
      lines.unwatch(person);
    }
    settle();
    expect(takeRequests()).toEqual([]);
  });

  it('are requested four at a time', () => {
    watch(0, 1, 2, 3, 4, 5);
    settle();
    const requests = takeRequests();
    expect(tags(requests)).toEqual(['R0', 'R1', 'R2', 'R3']);
    answer(requests[0]);
    jasmine.clock().tick(0);
    expect(tags(takeRequests())).toEqual(['R4']);
  });

  it('are extended by the readings that arrive, without another request', () => {
    const [line] = watch(0);
    settle();
    answer(takeRequests()[0]);
    backend.send(aReading({ rfid: 'R0', temperature: '40.0C', takenAt: '2026-11-20T09:15:01.000Z' }));
    jasmine.clock().tick(100);
    expect(line?.()?.until(Date.parse(NOW)).at(-1)?.max).toBe(40);
    lines.unwatch(people[0]!);
    watch(0);
    settle();
    expect(takeRequests()).toEqual([]);
  });

  it('contain every reading: quickly replaced ones, late ones, and those that arrive during the request', () => {
    const send = (temperature: string, takenAt: string): void =>
      backend.send(aReading({ rfid: 'R0', temperature, takenAt }));
    const [line] = watch(0);
    settle();
    send('41.0C', '2026-11-20T09:14:01.000Z');
    send('36.6C', '2026-11-20T09:15:01.000Z');
    jasmine.clock().tick(100);
    answer(takeRequests()[0]);
    send('40.0C', '2026-11-20T09:15:02.000Z');
    send('36.5C', '2026-11-20T09:15:03.000Z');
    send('34.0C', '2026-11-20T09:00:00.000Z');
    jasmine.clock().tick(100);
    expect(line?.()?.until(Date.parse(NOW))).toEqual([
      { index: 44, min: 34, max: 34 },
      { index: 58, min: 41, max: 41 },
      { index: 59, min: 36.5, max: 40 },
    ]);
  });

  it('are requested again when readings were dropped, even during a request', () => {
    TestBed.inject(UpdateRateStore).choose('slow');
    watch(0);
    settle();
    const [request] = takeRequests();
    for (let count = 0; count <= MAX_PENDING; count += 1) backend.send(aReading({ rfid: 'R1' }));
    jasmine.clock().tick(500);
    answer(request);
    settle();
    expect(tags(takeRequests())).toEqual(['R0']);
  });

  it('that fail are requested again later, after a common delay', () => {
    watch(0, 1, 2, 3, 4, 5);
    settle();
    const requests = takeRequests();
    requests[0]?.fail();
    for (const request of requests.slice(1)) answer(request);
    jasmine.clock().tick(11_000);
    expect(takeRequests()).toEqual([]);
    jasmine.clock().tick(8_000);
    expect(tags(takeRequests())).toEqual(['R0', 'R4', 'R5']);
  });

  it('are requested again after a pause', () => {
    const updateRates = TestBed.inject(UpdateRateStore);
    watch(0);
    settle();
    answer(takeRequests()[0]);
    updateRates.choose('paused');
    TestBed.tick();
    updateRates.choose('fast');
    TestBed.tick();
    settle();
    expect(tags(takeRequests())).toEqual(['R0']);
  });

  it('are not requested while the connection is lost', () => {
    backend.stream.lose();
    TestBed.tick();
    watch(0);
    settle();
    expect(takeRequests()).toEqual([]);
  });

  it('cancel their requests when the page is left', () => {
    watch(0, 1);
    settle();
    const requests = takeRequests();
    TestBed.resetTestingModule();
    expect(requests.map(({ isCancelled }) => isCancelled)).toEqual([true, true]);
  });
});
