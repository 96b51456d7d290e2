import { type EnvironmentProviders, inject, type Provider, provideZoneChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { SessionReport } from '@contract/access';
import type { Acknowledgement, Alarm } from '@contract/alarm';
import { encodeAcknowledgement, encodeAlarm } from '@contract/alarm-wire';
import type { Reading } from '@contract/reading';
import type { StatusReport } from '@contract/status-report';
import { encodeReading, withId } from '@contract/wire';

import { type FakeRequest, FakeTransport } from '../http/json-api.fake';
import { TRANSPORT } from '../http/json-api';
import { EVENT_SOURCE_FACTORY } from '../event-source';
import { FakeEventSource } from '../event-source.fake';
import { TAB_TOOLS } from '../tabs/tab-tools';
import type { LatestReading } from './latest-reading';

/** Time at which tests begin. */
export const NOW = '2026-11-20T09:15:00.000Z';

const STATUS = {
  Demo: false,
  StaleAfter: 60,
  At: NOW,
  Fever: { On: 38, Off: 37.8 },
  Hypothermia: { On: 35, Off: 35.2 },
};

const OPEN: SessionReport = { Name: 'local', Scopes: ['read', 'write', 'operate'], Expires: null, Methods: [] };

/** Creates a reading of Mass Roy with fever. */
export function aReading(fields: Partial<Reading> = {}): LatestReading {
  const reading: Reading = {
    name: 'Mass Roy',
    temperature: '102.5F',
    rfid: 'R546546',
    takenAt: '2026-11-20T09:14:50.000Z',
    status: 'fever',
    ...fields,
  };
  return { ...reading, takenAtMs: Date.parse(reading.takenAt) };
}

/** Creates the open, unacknowledged alarm of {@link aReading}. */
export function anAlarm(fields: Partial<Alarm> = {}): Alarm {
  return {
    alarm: 'k3f9-7',
    rfid: 'R546546',
    name: 'Mass Roy',
    kind: 'fever',
    raisedAt: '2026-11-20T09:14:00.000Z',
    peak: '102.5F',
    ...fields,
  };
}

/** Creates an acknowledgement of {@link anAlarm}. */
export function anAcknowledgement(fields: Partial<Acknowledgement> = {}): Acknowledgement {
  return { alarm: 'k3f9-7', rfid: 'R546546', by: 'local', note: '', at: '2026-11-20T09:15:01.000Z', ...fields };
}

/** Provides what the application needs to use a {@link FakeBackend}. */
export function provideFakeBackend(): (Provider | EnvironmentProviders)[] {
  return [
    provideZoneChangeDetection({ eventCoalescing: true, runCoalescing: true }),
    { provide: FakeTransport },
    { provide: TRANSPORT, useFactory: () => inject(FakeTransport).send },
    { provide: EVENT_SOURCE_FACTORY, useValue: (url: string) => new FakeEventSource(url) },
    // Without coordination between tabs: it is asynchronous, and would find the tabs of other tests.
    { provide: TAB_TOOLS, useValue: undefined },
  ];
}

/** A server whose responses and events are given by the test. The epoch of its log is `k3f9`. */
export class FakeBackend {
  private readonly http = TestBed.inject(FakeTransport);
  private sequence: number;

  constructor(sequence = 10) {
    FakeEventSource.reset();
    this.sequence = sequence;
  }

  get stream(): FakeEventSource {
    return FakeEventSource.newest;
  }

  /** Answers `GET /api/readings/latest`; `at` is the server's time. */
  answerSnapshot(readings: readonly Reading[], at = new Date().toUTCString()): void {
    const list = readings.map(
      (reading, index) => JSON.parse(withId(`k3f9-${index}`, encodeReading(reading))) as object,
    );
    const answer = { Readings: list, Position: `k3f9-${this.sequence}` };
    this.http.takeOne('/api/readings/latest').answer(answer, { headers: { Date: at } });
  }

  /** Rejects `GET /api/readings/latest`. */
  rejectSnapshot(status: number, headers: Record<string, string> = {}): void {
    const problem = { title: 'Refused', status, detail: 'the disk is full' };
    this.http.takeOne('/api/readings/latest').answer(problem, { status, headers });
  }

  /** Answers the only request for a path with 401. */
  requireSignIn(path: string): void {
    this.http.takeOne(path).answer({ code: 'sign-in-required' }, { status: 401 });
  }

  /** Answers all pending requests for the session. By default, the server has no sign-in. */
  answerSession(fields: Partial<SessionReport> = {}): void {
    for (const request of this.http.take('/api/session')) request.answer({ ...OPEN, ...fields });
  }

  /** Removes pending requests for the session and returns whether there were any. */
  hasSessionRequest(): boolean {
    return this.http.take('/api/session').length > 0;
  }

  /** Removes and returns the only pending request for the session. */
  takeSessionRequest(): FakeRequest {
    return this.http.takeOne('/api/session');
  }

  /** Removes pending requests for a snapshot and returns whether there were any. */
  hasSnapshotRequest(): boolean {
    return this.http.take('/api/readings/latest').length > 0;
  }

  /** Answers `GET /api/status`. */
  answerStatus(fields: Partial<StatusReport> = {}): void {
    this.http.takeOne('/api/status').answer({ ...STATUS, ...fields });
  }

  /** Rejects `GET /api/status`. */
  rejectStatus(status: number, headers: Record<string, string> = {}): void {
    this.http.takeOne('/api/status').answer({}, { status, headers });
  }

  /** Removes pending requests for the status and returns whether there were any. */
  hasStatusRequest(): boolean {
    return this.http.take('/api/status').length > 0;
  }

  /** Opens the stream, `behind` events before the head. */
  goLive(behind = 0): void {
    this.stream.accept();
    this.stream.heartbeat(`k3f9-${this.sequence}`, { head: `k3f9-${this.sequence + behind}`, behind });
  }

  /** Sends a reading in the stream. */
  send(reading: Reading): void {
    this.sequence += 1;
    this.stream.message(encodeReading(reading), `k3f9-${this.sequence}`);
  }

  /** Answers `GET /api/alarms` for the unacknowledged alarms and then for the open ones. */
  answerPendingAlarms(alarms: readonly Alarm[] = [], { position = this.position, hasMore = false } = {}): void {
    this.answerPendingAlarmsPage(alarms, { position, hasMore });
    this.answerPendingAlarmsPage(alarms, { position, hasMore });
  }

  /** Answers the pending one of these two requests. */
  answerPendingAlarmsPage(alarms: readonly Alarm[], { position = this.position, hasMore = false } = {}): void {
    for (const request of this.http.take('/api/alarms')) {
      const isOpen = request.query.get('state') === 'open';
      const list = alarms.filter((alarm) => (isOpen ? alarm.endedAt : alarm.acknowledged) === undefined);
      request.answer({ Alarms: list.map(encodeAlarm), Position: position, ...(hasMore ? { Next: 'more' } : {}) });
    }
  }

  /** Answers the only `GET /api/alarms` for a page of the history and returns its query. */
  answerAlarms(alarms: readonly Alarm[], next?: string): URLSearchParams {
    const request = this.http.takeOne('/api/alarms');
    request.answer({ Alarms: alarms.map(encodeAlarm), Position: this.position, Next: next });
    return request.query;
  }

  /** Rejects `GET /api/alarms`. */
  rejectAlarms(status: number): void {
    for (const request of this.http.take('/api/alarms')) {
      if (!request.isCancelled) request.answer({}, { status });
    }
  }

  /** Removes pending requests for alarms and returns whether there were any. */
  hasAlarmsRequest(): boolean {
    return this.http.take('/api/alarms').length > 0;
  }

  /** Removes and returns pending requests that acknowledge alarms. */
  takeAcknowledgements(): readonly FakeRequest[] {
    return this.http.take('/api/acknowledgements');
  }

  /** Sends an acknowledgement in the stream. */
  acknowledge(acknowledgement: Acknowledgement): void {
    this.sequence += 1;
    this.stream.event('acknowledgement', JSON.stringify(encodeAcknowledgement(acknowledgement)), this.position);
  }

  /** Position of the newest event. */
  get position(): string {
    return `k3f9-${this.sequence}`;
  }

  /** Position of the next event. */
  get nextPosition(): string {
    return `k3f9-${this.sequence + 1}`;
  }
}
