import { NgZone, provideZoneChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Subscription } from 'rxjs';

import { EVENT_SOURCE_FACTORY } from './event-source';
import { FakeEventSource } from './event-source.fake';
import { SseService } from './sse.service';

describe('SseService and NgZone', () => {
  let openedIn: boolean[];
  let toldIn: boolean[];
  let turns: number;
  let subscriptions: Subscription;

  beforeEach(() => {
    jasmine.clock().install();
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
    jasmine.clock().uninstall();
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

  it('does not enter the zone while nothing happens', () => {
    jasmine.clock().tick(30_000);
    expect(turns).toBe(0);
  });
});
