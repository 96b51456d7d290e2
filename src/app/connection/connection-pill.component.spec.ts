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

  it('links to the connection page', () => {
    show({ state: live });
    expect(pill.querySelector('a')?.getAttribute('href')).toBe('/connection');
  });

  it('shows the connection state', () => {
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

  it('shows the number of replayed events', () => {
    expect(show({ state: live, replayed: 37 })).toEqual(['Live · Replayed 37', 'replayed']);
  });

  it('shows a gap, also while connecting', () => {
    expect(show({ state: live, gap, replayed: 37 })).toEqual(['Live · Gap: 80 no longer retained', 'gap']);
    expect(show({ state: { name: 'connecting' }, gap })).toEqual(['Connecting · Gap: 80 no longer retained', 'gap']);
  });

  it('shows that updates are paused', () => {
    expect(show({ state: live, isPaused: true })).toEqual(['Paused', 'paused']);
    expect(show({ state: live, isPaused: true, gap })).toEqual(['Paused · Gap: 80 no longer retained', 'gap']);
  });

  it('shows only the lost connection while it is lost', () => {
    const state = { name: 'reconnecting', since, attempt: 1 };
    expect(show({ state, gap, replayed: 37, isPaused: true })).toEqual([
      `Reconnecting since ${formatTime(since)}`,
      'reconnecting',
    ]);
  });
});
