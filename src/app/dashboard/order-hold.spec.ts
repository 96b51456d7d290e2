import { TestBed } from '@angular/core/testing';

import { FakeClocks } from '../clocks.fake';
import { NOW } from '../feed/backend.fake';
import { OrderHold } from './order-hold';

describe('OrderHold', () => {
  let clocks: FakeClocks;
  let hold: OrderHold;
  let rows: HTMLElement;
  let leave: () => void;

  beforeEach(() => {
    clocks = new FakeClocks(NOW);
    hold = TestBed.configureTestingModule({ providers: [OrderHold] }).inject(OrderHold);
    rows = document.createElement('div');
    leave = hold.follow(rows);
  });

  afterEach(() => {
    leave();
    clocks.restore();
  });

  const point = (pointerType = 'mouse'): boolean =>
    rows.dispatchEvent(new PointerEvent('pointermove', { pointerType }));

  it('holds while a pointer is over the rows', () => {
    expect(hold.isHeld()).toBe(false);
    point();
    expect(hold.isHeld()).toBe(true);
    rows.dispatchEvent(new PointerEvent('pointerleave'));
    expect(hold.isHeld()).toBe(false);
  });

  it('lets go of a pointer that has not moved for ten seconds', () => {
    point();
    jasmine.clock().tick(9_999);
    point();
    jasmine.clock().tick(9_999);
    expect(hold.isHeld()).toBe(true);
    jasmine.clock().tick(1);
    expect(hold.isHeld()).toBe(false);
  });

  it('does not mind a finger, which is gone when it has scrolled', () => {
    point('touch');
    expect(hold.isHeld()).toBe(false);
  });

  it('holds while the keyboard is at the rows, for a minute after the last key', () => {
    hold.key();
    jasmine.clock().tick(59_999);
    expect(hold.isHeld()).toBe(true);
    jasmine.clock().tick(1);
    expect(hold.isHeld()).toBe(false);
    hold.key();
    hold.keyAway();
    expect(hold.isHeld()).toBe(false);
  });

  it('holds for the one when the other has gone', () => {
    hold.key();
    point();
    rows.dispatchEvent(new PointerEvent('pointerleave'));
    expect(hold.isHeld()).toBe(true);
  });

  it('ends with the rows', () => {
    point();
    leave();
    expect(hold.isHeld()).toBe(false);
    point();
    expect(hold.isHeld()).toBe(false);
  });
});
