import { NgZone, provideZoneChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Subscription } from 'rxjs';

import { FakeClocks } from './clocks.fake';
import { EVENT_SOURCE_FACTORY } from './event-source';
import { FakeEventSource } from './event-source.fake';
import { SseService } from './sse.service';

describe('SseService and NgZone', () => {
  let clocks: FakeClocks;
  let openedIn: boolean[];
  let deliveredIn: boolean[];
  let turns: number;
  let subscriptions: Subscription;

  beforeEach(() => {
    clocks = new FakeClocks('2026-11-20T09:15:00Z');
    FakeEventSource.reset();
    [openedIn, deliveredIn, turns] = [[], [], 0];
    TestBed.configureTestingModule({
      providers: [
        provideZoneChangeDetection(),
        {
          provide: EVENT_SOURCE_FACTORY,
          useValue: (url: string) => {
            openedIn.push(NgZone.isInAngularZone());
            return new FakeEventSource(url);
          },
        },
      ],
    });
    const zone = TestBed.inject(NgZone);
    const stream = TestBed.inject(SseService).stream({ url: '/events', random: () => 0 });
    subscriptions = zone.run(() => stream.subscribe(() => deliveredIn.push(NgZone.isInAngularZone())));
    FakeEventSource.newest.accept();
    FakeEventSource.newest.heartbeat('k3f9-10');
    subscriptions.add(zone.onMicrotaskEmpty.subscribe(() => (turns += 1)));
  });

  afterEach(() => {
    subscriptions.unsubscribe();
    clocks.restore();
  });

  it('opens every EventSource outside the zone', () => {
    FakeEventSource.newest.refuse();
    jasmine.clock().tick(1_000);
    expect(openedIn).toEqual([false, false]);
  });

  it('delivers all messages inside the zone', () => {
    FakeEventSource.newest.message('one', 'k3f9-11');
    jasmine.clock().tick(100);
    FakeEventSource.newest.lose();
    expect(deliveredIn.length).toBeGreaterThan(3);
    expect(deliveredIn).not.toContain(false);
  });

  it('causes one zone turn for a hundred events', () => {
    for (let index = 11; index <= 110; index += 1) FakeEventSource.newest.message('x', `k3f9-${index}`);
    expect(turns).toBe(0);
    jasmine.clock().tick(100);
    expect(turns).toBe(1);
  });

  it('causes at most ten zone turns a second', () => {
    for (let index = 11; index <= 1_010; index += 1) {
      FakeEventSource.newest.message('x', `k3f9-${index}`);
      jasmine.clock().tick(1);
    }
    expect(turns).toBe(10);
  });

  it('does not enter the zone without messages', () => {
    jasmine.clock().tick(30_000);
    expect(turns).toBe(0);
  });
});
