import type { Type } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { Alarm } from '@contract/alarm';
import type { Reading } from '@contract/reading';

import { FakeClocks } from '../clocks.fake';
import { aReading, FakeBackend, NOW, provideFakeBackend } from '../feed/backend.fake';
import { ReadingsStore } from '../readings/readings.store';
import { PAGE_ROUTES } from '../routing/address';
import { AlarmsStore } from './alarms.store';
import { AUDIO_CONTEXT_FACTORY } from './audio-context';
import { FakeAudioContext } from './audio-context.fake';
import { NOTIFICATION_CLASS } from './notification-class';
import { FakeNotification } from './notification.fake';

/** A part of the page that shows alarms, with a server, clocks, loudspeaker and notifications in the hands of the test. */
export class AlarmPage<Part> {
  readonly clocks = new FakeClocks(NOW);
  readonly backend: FakeBackend;
  readonly fixture: ComponentFixture<Part>;
  readonly element: HTMLElement;
  readonly store: AlarmsStore;

  constructor(part: Type<Part>, inputs: Readonly<Record<string, unknown>> = {}) {
    localStorage.setItem('vitalwire.unit', 'C');
    FakeAudioContext.reset();
    FakeNotification.reset();
    TestBed.configureTestingModule({
      providers: [
        ...provideFakeBackend(),
        { provide: PAGE_ROUTES, useValue: [] },
        { provide: AUDIO_CONTEXT_FACTORY, useValue: () => new FakeAudioContext() },
        { provide: NOTIFICATION_CLASS, useValue: FakeNotification },
      ],
    });
    this.backend = new FakeBackend();
    TestBed.inject(ReadingsStore);
    this.store = TestBed.inject(AlarmsStore);
    this.fixture = TestBed.createComponent(part);
    this.element = this.fixture.nativeElement as HTMLElement;
    for (const [name, value] of Object.entries(inputs)) this.fixture.componentRef.setInput(name, value);
    document.body.append(this.element);
  }

  /** The server answers all that is asked in the beginning. */
  start(alarms: readonly Alarm[] = [], { readings = [] as readonly Reading[], reminder = 180 } = {}): void {
    this.backend.answerSnapshot(readings);
    this.backend.answerStatus({ AlarmReminder: reminder });
    this.backend.answerPendingAlarms(alarms);
    this.backend.goLive();
    this.pass(0);
  }

  /** A reading raises an alarm; gives its id. */
  raise(fields: Partial<Reading> = {}): string {
    const alarm = this.backend.nextPosition;
    this.backend.send(aReading({ alarm, ...fields }));
    this.pass(100);
    return alarm;
  }

  /** Time passes, and what it brings is shown. */
  pass(ms: number): void {
    for (let left = ms; left > 0; left -= 1_000) {
      jasmine.clock().tick(Math.min(left, 1_000));
      // Without heartbeats the page would take the silence for a loss.
      if (left % 15_000 === 0) this.backend.stream.heartbeat(this.backend.position);
      this.fixture.detectChanges();
    }
    this.fixture.detectChanges();
    TestBed.tick();
  }

  text(selector: string): string {
    return this.element.querySelector(selector)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  }

  texts(selector: string): string[] {
    return [...this.element.querySelectorAll(selector)].map(({ textContent }) =>
      textContent.replace(/\s+/g, ' ').trim(),
    );
  }

  button(name: RegExp): HTMLButtonElement | undefined {
    const buttons = [...this.element.querySelectorAll('button')];
    return buttons.find((one) => name.test(one.getAttribute('aria-label') ?? one.textContent.trim()));
  }

  click(name: RegExp): void {
    this.button(name)!.click();
    this.fixture.detectChanges();
  }

  end(): void {
    this.element.remove();
    TestBed.resetTestingModule();
    this.clocks.restore();
    localStorage.clear();
    sessionStorage.clear();
  }
}
