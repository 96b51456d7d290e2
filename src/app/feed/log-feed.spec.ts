import { TestBed } from '@angular/core/testing';
import type { Subscription } from 'rxjs';

import { FakeClocks } from '../clocks.fake';
import { FakeEventSource } from '../event-source.fake';
import { FakePageLife } from '../tabs/page-life.fake';
import { PageLife } from '../tabs/page-life';
import { aReading, FakeBackend, NOW, provideFakeBackend } from './backend.fake';
import { type FeedMessage, LogFeed } from './log-feed';

describe('LogFeed', () => {
  let clocks: FakeClocks;
  let backend: FakeBackend;
  let page: FakePageLife;
  let messages: FeedMessage[];
  let subscription: Subscription;

  beforeEach(() => {
    clocks = new FakeClocks(NOW);
    page = new FakePageLife();
    messages = [];
    TestBed.configureTestingModule({
      providers: [...provideFakeBackend(), { provide: PageLife, useValue: page }],
    });
    backend = new FakeBackend();
    subscription = TestBed.inject(LogFeed).messages.subscribe((message) => messages.push(message));
  });

  afterEach(() => {
    subscription.unsubscribe();
    clocks.restore();
  });

  const kinds = (): readonly string[] => messages.map(({ kind }) => kind);

  it('tells a snapshot first, then what follows it', () => {
    backend.answerSnapshot([]);
    backend.goLive();
    backend.send(aReading());
    jasmine.clock().tick(100);
    expect(kinds().filter((kind) => kind === 'snapshot' || kind === 'events')).toEqual(['snapshot', 'events']);
  });

  it('loads a fresh snapshot, and begins again from there, when it is told to', () => {
    backend.answerSnapshot([]);
    backend.goLive();
    TestBed.inject(LogFeed).reload();
    backend.answerSnapshot([]);
    expect(kinds().filter((kind) => kind === 'snapshot').length).toBe(2);
    expect(messages.at(-1)).toEqual({ kind: 'state', state: { name: 'live' } });
    expect(FakeEventSource.opened.length).toBe(1);
  });

  it('goes on where it was when the page was put aside for a while', () => {
    backend.answerSnapshot([]);
    backend.goLive();
    backend.send(aReading());
    jasmine.clock().tick(100);
    page.freeze();
    expect(backend.stream.readyState).toBe(2);
    page.resume();
    expect(new URL(backend.stream.url).search).toBe('?lastEventId=k3f9-11');
    expect(backend.hasSnapshotRequest()).toBe(false);
  });

  it('leaves nothing behind when nobody listens any more', () => {
    backend.answerSnapshot([]);
    backend.goLive();
    subscription.unsubscribe();
    expect(backend.stream.readyState).toBe(2);
    page.freeze();
    page.resume();
    jasmine.clock().tick(60_000);
    expect(FakeEventSource.opened.length).toBe(1);
  });
});
