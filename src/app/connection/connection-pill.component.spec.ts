import { type ComponentFixture, TestBed } from '@angular/core/testing';

import { formatMinute, formatTime } from '../formats/times';
import { ConnectionPillComponent } from './connection-pill.component';

describe('ConnectionPillComponent', () => {
  const since = Date.now() - 60_000;
  const gap = { requested: 'k3f9-10', reason: 'trimmed', oldestKept: 'k3f9-90', resumesAt: 'k3f9-90' };
  const live = { name: 'live' };
  let fixture: ComponentFixture<ConnectionPillComponent>;
  let pill: HTMLElement;

  beforeEach(() => {
    fixture = TestBed.createComponent(ConnectionPillComponent);
    pill = fixture.nativeElement as HTMLElement;
  });

  /** What the pill says and what it looks like. */
  function show(inputs: Record<string, unknown>): string[] {
    const nothing = { gap: undefined, replayed: 0, isPaused: false };
    for (const [name, value] of Object.entries({ ...nothing, ...inputs })) fixture.componentRef.setInput(name, value);
    fixture.detectChanges();
    return [pill.textContent.trim(), pill.querySelector('a')?.dataset['face'] ?? ''];
  }

  it('leads to the page that tells more', () => {
    show({ state: live });
    expect(pill.querySelector('a')?.getAttribute('href')).toBe('/connection');
  });

  it('says where the connection stands', () => {
    expect(show({ state: live })).toEqual(['Live', 'live']);
    expect(show({ state: { name: 'replaying', behind: 9 } })).toEqual(['Replaying 9', 'replaying']);
    expect(show({ state: { name: 'reconnecting', since, attempt: 1 } })).toEqual([
      `Reconnecting since ${formatTime(since)}`,
      'reconnecting',
    ]);
    expect(show({ state: { name: 'offline', since, attempt: 9, reason: 'no-answer' } })).toEqual([
      `Offline (as of ${formatMinute(since)})`,
      'offline',
    ]);
  });

  it('says what a reconnect has brought', () => {
    expect(show({ state: live, replayed: 37 })).toEqual(['Live · Replayed 37', 'replayed']);
  });

  it('says that readings are missing, also while everything is loaded afresh', () => {
    expect(show({ state: live, gap, replayed: 37 })).toEqual(['Live · Gap: 80 no longer kept', 'gap']);
    expect(show({ state: { name: 'connecting' }, gap })).toEqual(['Connecting · Gap: 80 no longer kept', 'gap']);
  });

  it('says that the reader has stopped the page', () => {
    expect(show({ state: live, isPaused: true })).toEqual(['Paused', 'paused']);
    expect(show({ state: live, isPaused: true, gap })).toEqual(['Paused · Gap: 80 no longer kept', 'gap']);
  });

  it('says nothing of these while the connection is lost, which matters more', () => {
    const state = { name: 'reconnecting', since, attempt: 1 };
    expect(show({ state, gap, replayed: 37, isPaused: true })).toEqual([
      `Reconnecting since ${formatTime(since)}`,
      'reconnecting',
    ]);
  });
});
