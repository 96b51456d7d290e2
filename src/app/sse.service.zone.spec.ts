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
  let toldIn: boolean[];
  let turns: number;
  let subscriptions: Subscription;

  beforeEach(() => {
    clocks = new FakeClocks('2026-11-20T09:15:00Z');
    FakeEventSource.reset();
    [openedIn, toldIn, turns] = [[], [], 0];
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
    subscriptions = zone.run(() => stream.subscribe(() => toldIn.push(NgZone.isInAngularZone())));
    FakeEventSource.newest.accept();
    FakeEventSource.newest.heartbeat('k3f9-10');
    subscriptions.add(zone.onMicrotaskEmpty.subscribe(() => (turns += 1)));
  });

  afterEach(() => {
    subscriptions.unsubscribe();
    clocks.restore();
  });

  it('opens the EventSource outside the zone, also when it opens it again', () => {
    FakeEventSource.newest.refuse();
    jasmine.clock().tick(1_000);
    expect(openedIn).toEqual([false, false]);
  });

  it('tells everything inside the zone', () => {
    FakeEventSource.newest.message('one', 'k3f9-11');
    jasmine.clock().tick(100);
    FakeEventSource.newest.lose();
    expect(toldIn.length).toBeGreaterThan(3);
    expect(toldIn).not.toContain(false);
  });

  it('makes one turn of the zone out of a hundred events', () => {
    for (let index = 11; index <= 110; index += 1) FakeEventSource.newest.message('x', `k3f9-${index}`);
    expect(turns).toBe(0);
    jasmine.clock().tick(100);
    expect(turns).toBe(1);
  });

  it('makes at most ten turns of the zone a second', () => {
    for (let index = 11; index <= 1_010; index += 1) {
      FakeEventSource.newest.message('x', `k3f9-${index}`);
      jasmine.clock().tick(1);
    }
    expect(turns).toBe(10);
  });

  it('does not enter the zone while nothing happens', () => {
    jasmine.clock().tick(30_000);
    expect(turns).toBe(0);
  });
});
