import { TestBed } from '@angular/core/testing';

import { anAcknowledgement, anAlarm } from '../feed/backend.fake';
import { UpdateRateStore } from '../readings/update-rate.store';
import { AlarmAnnouncerComponent } from './alarm-announcer.component';
import { AlarmPage } from './alarm-page.fake';

describe('AlarmAnnouncerComponent', () => {
  let page: AlarmPage<AlarmAnnouncerComponent>;

  beforeEach(() => (page = new AlarmPage(AlarmAnnouncerComponent)));
  afterEach(() => page.end());

  const alert = (): string => page.text('[role=alert]').replaceAll('\u00a0', ' ');

  it('says once and politely how many alarms there were when the page was opened', () => {
    page.start([anAlarm(), anAlarm({ alarm: 'k3f9-8' })]);
    expect(page.text('[role=status]')).toBe('2 alarms are not acknowledged.');
    page.backend.acknowledge(anAcknowledgement());
    page.pass(2_000);
    expect(page.text('[role=status]')).toBe('2 alarms are not acknowledged.');
    expect(alert()).toBe('');
  });

  it('interrupts for a new alarm, and only for a moment', () => {
    page.start();
    page.raise();
    page.pass(1_000);
    expect(alert()).toBe('New alarm: Mass Roy, fever, 39.2 °C.');
    page.pass(4_000);
    expect(alert()).toBe('');
  });

  it('sums up what comes within a second', () => {
    page.start();
    for (let index = 1; index <= 5; index += 1) page.raise({ name: `Person ${index}`, rfid: `R${index}` });
    page.pass(1_000);
    expect(alert()).toBe(
      '5 new alarms: Person 1, fever, 39.2 °C; Person 2, fever, 39.2 °C; Person 3, fever, 39.2 °C; and 2 more.',
    );
  });

  it('says nothing of an alarm that was acknowledged before it could be told', () => {
    page.start();
    const alarm = page.raise();
    page.backend.acknowledge(anAcknowledgement({ alarm }));
    page.pass(2_000);
    expect(alert()).toBe('');
  });

  it('reminds of what nobody acknowledges, by the time that the server has set', () => {
    page.start([anAlarm()], { reminder: 90 });
    page.pass(29_000);
    expect(alert()).toBe('');
    page.pass(1_000);
    expect(alert()).toBe('Reminder, still not acknowledged: Mass Roy, fever, 39.2 °C.');
  });

  it('reminds of it while the table is paused, too', () => {
    page.start([anAlarm()], { reminder: 90 });
    TestBed.inject(UpdateRateStore).choose('paused');
    page.pass(30_000);
    expect(alert()).toBe('Reminder, still not acknowledged: Mass Roy, fever, 39.2 °C.');
  });

  it('reminds of nothing while the stream is not live, as somebody may have acknowledged it', () => {
    page.start([anAlarm()], { reminder: 90 });
    page.backend.stream.lose();
    page.pass(40_000);
    expect(alert()).toBe('');
  });
});
