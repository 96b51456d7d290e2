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

  /** Sends a heartbeat with this offset and answers the status request with these warnings. */
  function setClock(offByMs: number, ...warnings: readonly ClockWarningReport[]): void {
    const at = new Date(Date.now() + offByMs).toISOString();
    page.backend.stream.heartbeat(page.backend.position, { at });
    page.backend.answerStatus({ At: at, ...(warnings.length > 0 ? { ClockWarnings: warnings } : {}) });
    page.pass(0);
  }

  it('warns about the server clock after a jump, until it is corrected', () => {
    expect(page.text('[role=status]')).toBe('');
    setClock(10_800_000, { Kind: 'clock-ahead', Seconds: 10_800 });
    expect(page.text('[role=status]')).toBe(
      "The server's clock may be wrong: it is about 3 hours ahead. Times and alarms may be wrong. Call your IT support.",
    );
    setClock(0);
    expect(page.text('[role=status]')).toBe('');
  });

  it('requests the status every minute while the warning is shown', () => {
    spyOn(Math, 'random').and.returnValue(0.5);
    setClock(-90_000, { Kind: 'clock-behind', Seconds: 90 });
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
    expect(page.text('[role=status]')).toContain('is or was wrong by about 2 minutes');
  });

  it('shows how many sensors differ from the clock', () => {
    setClock(-90_000, { Kind: 'stored-ahead', Seconds: 172_800 }, { Kind: 'devices-ahead', Devices: 4 });
    expect(page.text('[role=status]')).toBe(
      "The server's clock was about 2 days ahead earlier. The server's clock may be wrong: 4 sensors are more than 5 minutes " +
        'ahead of it. Their readings are not shown. Times and alarms may be wrong. Call your IT support.',
    );
  });
});
