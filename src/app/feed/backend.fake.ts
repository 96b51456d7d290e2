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

/** The moment at which tests begin. */
export const NOW = '2026-11-20T09:15:00.000Z';

const STATUS = {
  Demo: false,
  StaleAfter: 60,
  At: NOW,
  Fever: { On: 38, Off: 37.8 },
  Hypothermia: { On: 35, Off: 35.2 },
};

const OPEN: SessionReport = { Name: 'local', Scopes: ['read', 'write', 'operate'], Expires: null, Methods: [] };

/** Mass Roy, unless the test says otherwise. */
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

/** The alarm of {@link aReading}, open and unseen, unless the test says otherwise. */
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

/** Somebody has seen {@link anAlarm}, unless the test says otherwise. */
export function anAcknowledgement(fields: Partial<Acknowledgement> = {}): Acknowledgement {
  return { alarm: 'k3f9-7', rfid: 'R546546', by: 'local', note: '', at: '2026-11-20T09:15:01.000Z', ...fields };
}

/** What the application needs in order to talk to a {@link FakeBackend}. */
export function provideFakeBackend(): (Provider | EnvironmentProviders)[] {
  return [
    provideZoneChangeDetection({ eventCoalescing: true, runCoalescing: true }),
    { provide: FakeTransport },
    { provide: TRANSPORT, useFactory: () => inject(FakeTransport).send },
    { provide: EVENT_SOURCE_FACTORY, useValue: (url: string) => new FakeEventSource(url) },
    // Tabs find each other in their own time, and would find those of other tests.
    { provide: TAB_TOOLS, useValue: undefined },
  ];
}

/** A server whose words are the test's. Its log's epoch is `k3f9`. */
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

  /** Answers `GET /api/readings/latest`; `at`: when it is by the server's clock. */
  giveSnapshot(readings: readonly Reading[], at = new Date().toUTCString()): void {
    const list = readings.map(
      (reading, index) => JSON.parse(withId(`k3f9-${index}`, encodeReading(reading))) as object,
    );
    const answer = { Readings: list, Position: `k3f9-${this.sequence}` };
    this.http.takeOne('/api/readings/latest').answer(answer, { headers: { Date: at } });
  }

  /** Refuses `GET /api/readings/latest`. */
  refuseSnapshot(status: number, headers: Record<string, string> = {}): void {
    const problem = { title: 'Refused', status, detail: 'the disk is full' };
    this.http.takeOne('/api/readings/latest').answer(problem, { status, headers });
  }

  /** Answers the one request for a path with 401. */
  wantSignIn(path: string): void {
    this.http.takeOne(path).answer({ code: 'sign-in-required' }, { status: 401 });
  }

  /** Answers whoever asks who is signed in; open to all unless the test says otherwise. */
  giveSession(fields: Partial<SessionReport> = {}): void {
    for (const request of this.http.take('/api/session')) request.answer({ ...OPEN, ...fields });
  }

  /** Whether somebody waits for an answer about the session. */
  isAskedForSession(): boolean {
    return this.http.take('/api/session').length > 0;
  }

  /** The one request about the session that somebody waits for. */
  takeSession(): FakeRequest {
    return this.http.takeOne('/api/session');
  }

  /** Whether somebody waits for a snapshot. */
  isAskedForSnapshot(): boolean {
    return this.http.take('/api/readings/latest').length > 0;
  }

  /** Answers `GET /api/status`. */
  giveStatus(fields: Partial<StatusReport> = {}): void {
    this.http.takeOne('/api/status').answer({ ...STATUS, ...fields });
  }

  /** Refuses `GET /api/status`. */
  refuseStatus(status: number, headers: Record<string, string> = {}): void {
    this.http.takeOne('/api/status').answer({}, { status, headers });
  }

  /** Whether somebody waits for the server's status. */
  isAskedForStatus(): boolean {
    return this.http.take('/api/status').length > 0;
  }

  /** The stream is opened, and is `behind` events away from the head. */
  goLive(behind = 0): void {
    this.stream.accept();
    this.stream.heartbeat(`k3f9-${this.sequence}`, { head: `k3f9-${this.sequence + behind}`, behind });
  }

  /** A reading arrives in the stream. */
  send(reading: Reading): void {
    this.sequence += 1;
    this.stream.message(encodeReading(reading), `k3f9-${this.sequence}`);
  }

  /** Answers `GET /api/alarms` for the unacknowledged and then for the open ones, as they are at the end of the log. */
  givePendingAlarms(alarms: readonly Alarm[] = [], { position = this.position, hasMore = false } = {}): void {
    this.givePartOfPendingAlarms(alarms, { position, hasMore });
    this.givePartOfPendingAlarms(alarms, { position, hasMore });
  }

  /** Answers the one of the two that is asked for now. */
  givePartOfPendingAlarms(alarms: readonly Alarm[], { position = this.position, hasMore = false } = {}): void {
    for (const request of this.http.take('/api/alarms')) {
      const isOpen = request.query.get('state') === 'open';
      const list = alarms.filter((alarm) => (isOpen ? alarm.endedAt : alarm.acknowledged) === undefined);
      request.answer({ Alarms: list.map(encodeAlarm), Position: position, ...(hasMore ? { Next: 'more' } : {}) });
    }
  }

  /** Answers the one `GET /api/alarms` that asks for a page of the history; gives what it asked for. */
  giveAlarms(alarms: readonly Alarm[], next?: string): URLSearchParams {
    const request = this.http.takeOne('/api/alarms');
    request.answer({ Alarms: alarms.map(encodeAlarm), Position: this.position, Next: next });
    return request.query;
  }

  /** Refuses `GET /api/alarms`. */
  refuseAlarms(status: number): void {
    for (const request of this.http.take('/api/alarms')) {
      if (!request.isCancelled) request.answer({}, { status });
    }
  }

  /** Whether somebody waits for alarms. */
  isAskedForAlarms(): boolean {
    return this.http.take('/api/alarms').length > 0;
  }

  /** What somebody wants to acknowledge, each handed out once: the answer is the test's. */
  takeAcknowledgements(): readonly FakeRequest[] {
    return this.http.take('/api/acknowledgements');
  }

  /** Somebody's acknowledgement arrives in the stream. */
  acknowledge(acknowledgement: Acknowledgement): void {
    this.sequence += 1;
    this.stream.event('acknowledgement', JSON.stringify(encodeAcknowledgement(acknowledgement)), this.position);
  }

  /** The end of the log. */
  get position(): string {
    return `k3f9-${this.sequence}`;
  }

  /** What the next event's id will be. */
  get nextPosition(): string {
    return `k3f9-${this.sequence + 1}`;
  }
}
