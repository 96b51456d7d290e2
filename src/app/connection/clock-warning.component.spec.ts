import { TestBed } from '@angular/core/testing';
import type { ClockWarningReport } from '@contract/status-report';

import { AlarmPage } from '../alarms/alarm-page.fake';
import { FakeTransport } from '../http/json-api.fake';
import { ClockWarningComponent } from './clock-warning.component';

describe('ClockWarningComponent', () => {
  let page: AlarmPage<ClockWarningComponent>;

  beforeEach(() => {
    page = new AlarmPage(ClockWarningComponent);
    page.start();
  });
  afterEach(() => page.end());

  /** A heartbeat is this far from the time known, and the server, asked for it, has these warnings. */
  function set(offByMs: number, ...warnings: readonly ClockWarningReport[]): void {
    const at = new Date(Date.now() + offByMs).toISOString();
    page.backend.stream.heartbeat(page.backend.position, { at });
    page.backend.answerStatus({ At: at, ...(warnings.length > 0 ? { ClockWarnings: warnings } : {}) });
    page.pass(0);
  }

  it('says in plain words that the clock of the server is off, once a heartbeat shows a jump, until it is set right', () => {
    expect(page.text('[role=status]')).toBe('');
    set(10_800_000, { Kind: 'clock-ahead', Seconds: 10_800 });
    expect(page.text('[role=status]')).toBe(
      "The server's clock may be wrong: it is about 3 hours ahead. Times and alarms may be wrong. Call your IT support.",
    );
    set(0);
    expect(page.text('[role=status]')).toBe('');
  });

  it('asks every minute while the clock is in doubt, whether it still is', () => {
    spyOn(Math, 'random').and.returnValue(0.5);
    set(-90_000, { Kind: 'clock-behind', Seconds: 90 });
    const asked: number[] = [];
    for (let second = 1; second <= 140; second += 1) {
      page.pass(1_000);
      for (const request of TestBed.inject(FakeTransport).take('/api/status')) {
        asked.push(second);
        const At = new Date(Date.now() - 90_000).toISOString();
        request.answer({ At, ClockWarnings: [{ Kind: 'clock-behind', Seconds: 90 }] });
      }
    }
    const [last = 0, before = 0] = asked.toReversed();
    expect(last - before).toBeCloseTo(60, -1);
    page.pass(0);
    expect(page.text('[role=status]')).toContain('wrong by about 2 minutes, or was wrong before');
  });

  it('says how many sensors disagree with the clock', () => {
    set(-90_000, { Kind: 'stored-ahead', Seconds: 172_800 }, { Kind: 'devices-ahead', Devices: 4 });
    expect(page.text('[role=status]')).toBe(
      "The server's clock was about 2 days ahead earlier. The server's clock may be wrong: 4 sensors are more than 5 minutes " +
        'ahead of it. Their readings are not shown. Times and alarms may be wrong. Call your IT support.',
    );
  });
});
