import { type EnvironmentProviders, inject, type Provider, provideZoneChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Reading } from '@contract/reading';
import type { StatusReport } from '@contract/status-report';
import { encodeReading, withId } from '@contract/wire';

import { FakeTransport } from '../http/json-api.fake';
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
}
