import { TestBed } from '@angular/core/testing';

import { aReading, anAcknowledgement, anAlarm } from '../feed/backend.fake';
import { Address } from '../routing/address';
import { AcknowledgingStore } from './acknowledging.store';
import { AlarmHistoryComponent } from './alarm-history.component';
import { AlarmPage } from './alarm-page.fake';

describe('AlarmHistoryComponent', () => {
  let page: AlarmPage<AlarmHistoryComponent>;
  const before = location.href;

  const seen = anAlarm({
    endedAt: '2026-11-20T09:26:00.000Z',
    acknowledged: { at: '2026-11-20T09:16:00.000Z', by: 'Ada', note: 'wet towels' },
  });

  function open(query = ''): void {
    history.replaceState(undefined, '', `/alarms${query}`);
    page = new AlarmPage(AlarmHistoryComponent);
    page.start([], { readings: [aReading({ alarm: 'k3f9-7' })] });
    page.backend.hasAlarmsRequest();
  }

  /** The page asks again as soon as it is shown. */
  function reload(): void {
    TestBed.inject(Address).changeQuery({ period: 'any' });
    page.pass(0);
  }

  afterEach(() => {
    page.end();
    history.replaceState(undefined, '', before);
  });

  const cells = (): string[][] =>
    [...page.element.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim()),
    );

  it('shows when, who, what, how long, how far, and who has seen it after how long', () => {
    open();
    reload();
    page.backend.answerAlarms([seen]);
    page.pass(0);
    expect(cells()).toEqual([
      [
        jasmine.stringMatching(/\d\d:14:00$/),
        'Mass Roy R546546',
        'Fever',
        '12 min',
        jasmine.stringMatching(/^39.2\s°C$/),
        jasmine.stringMatching(/^Ada, .*\d\d:16:00 after 2 min$/),
        'wet towels',
      ],
    ]);
    expect(page.element.querySelector('.person a')?.getAttribute('href')).toBe('/people/R546546');
    expect(page.element.querySelector('caption')).not.toBeNull();
  });

  it('counts on while an alarm is open', () => {
    open();
    reload();
    page.backend.answerAlarms([anAlarm()]);
    page.pass(0);
    expect(page.text('td.duration')).toBe('open for 1 min');
    page.pass(60_000);
    expect(page.text('td.duration')).toBe('open for 2 min');
  });

  it('asks for what the URL says, and the URL for what is chosen', () => {
    open('?state=open&period=any');
    page.element.querySelector<HTMLInputElement>('input[value=unacknowledged]')!.click();
    page.element.querySelector<HTMLInputElement>('input[value="12h"]')!.click();
    page.pass(0);
    expect(location.search).toBe('?state=unacknowledged&period=12h');
    const query = page.backend.answerAlarms([]);
    expect(query.get('state')).toBe('unacknowledged');
    expect(Date.parse(query.get('from')!)).toBe(Date.now() - 12 * 3_600_000);
    page.pass(0);
    expect(page.text('.empty h2')).toBe('No alarms');
    expect(page.text('.empty a')).toBe('');
  });

  it('leads from an empty time to those that wait from before', () => {
    history.replaceState(undefined, '', '/alarms?state=unacknowledged&period=12h');
    page = new AlarmPage(AlarmHistoryComponent);
    page.start([anAlarm({ raisedAt: '2026-11-19T09:14:00.000Z' })]);
    page.backend.hasAlarmsRequest();
    TestBed.inject(Address).changeQuery({ period: '24h' });
    page.pass(0);
    page.backend.answerAlarms([]);
    page.pass(0);
    expect(page.text('.empty a')).toBe('Show 1 older unacknowledged alarm');
    expect(page.element.querySelector('.empty a')?.getAttribute('href')).toBe(
      '/alarms?state=unacknowledged&period=any',
    );
  });

  it('loads older ones on request, from where the first page ends', () => {
    open();
    reload();
    page.backend.answerAlarms([anAlarm()], 'cursor-1');
    page.pass(0);
    expect(page.text('.heading p')).toBe('1+ alarms');
    page.click(/^Load more$/);
    const older = anAlarm({ alarm: 'k3f9-3', name: 'Ada', raisedAt: '2026-11-20T08:00:00.000Z' });
    expect(page.backend.answerAlarms([older]).get('before')).toBe('cursor-1');
    page.pass(0);
    expect(page.texts('.person a')).toEqual(['Mass Roy', 'Ada']);
    expect(page.button(/^Load more$/)).toBeUndefined();
  });

  it('follows the stream: raised, ended, acknowledged', () => {
    open();
    reload();
    page.backend.answerAlarms([anAlarm()]);
    page.pass(0);
    page.raise({ name: 'Ada', rfid: 'R2', takenAt: '2026-11-20T09:15:01.000Z' });
    expect(page.texts('.person a')).toEqual(['Ada', 'Mass Roy']);
    page.backend.send(aReading({ status: 'normal', temperature: '36.6C', takenAt: '2026-11-20T09:24:00.000Z' }));
    page.backend.acknowledge(anAcknowledgement({ note: 'seen' }));
    page.pass(100);
    expect(page.texts('td.duration')).toEqual(['open for 0 sec', '10 min']);
    expect(page.texts('td.note')).toEqual(['', 'seen']);
  });

  it('lets go what no longer fits what is chosen', () => {
    open('?state=unacknowledged');
    reload();
    page.backend.answerAlarms([anAlarm()]);
    page.pass(0);
    page.backend.acknowledge(anAcknowledgement());
    page.pass(100);
    expect(cells()).toEqual([]);
  });

  it('says why the alarms could not be loaded, and loads them when asked to', () => {
    open();
    reload();
    page.backend.rejectAlarms(503);
    page.pass(0);
    expect(page.text('.error')).toContain('Reason: the server answered 503.');
    page.click(/^Retry now$/);
    page.backend.answerAlarms([anAlarm()]);
    page.pass(0);
    expect(page.element.querySelector('.error')).toBeNull();
    expect(cells().length).toBe(1);
  });

  it('says how many there are once for what is chosen, not with every alarm', () => {
    open();
    reload();
    page.backend.answerAlarms([anAlarm()]);
    page.pass(0);
    page.raise({ name: 'Ada', rfid: 'R2' });
    expect(page.text('.heading p')).toBe('2 alarms');
    expect(page.text('[role=status]')).toBe('1 alarm');
  });

  it('asks again for what could not be had after a gap, whatever was there before', () => {
    open();
    reload();
    page.backend.answerAlarms([anAlarm()]);
    page.backend.stream.gap({ Requested: 'k3f9-1', Reason: 'trimmed', OldestKept: 'k3f9-9', ResumesAt: 'k3f9-9' });
    page.backend.answerSnapshot([]);
    page.backend.rejectAlarms(503);
    page.pass(0);
    page.click(/^Retry now$/);
    const query = page.backend.answerAlarms([]);
    expect(query.get('before')).toBeNull();
    page.pass(0);
    expect(page.element.querySelector('.error')).toBeNull();
    expect(cells()).toEqual([]);
  });

  it('lets all that are shown be acknowledged together, where only those are shown', () => {
    open('?state=unacknowledged');
    reload();
    const two = [anAlarm({ alarm: 'k3f9-8' }), anAlarm()];
    page.backend.answerAlarms(two);
    page.pass(0);
    page.click(/^Acknowledge all 2 shown$/);
    expect(TestBed.inject(AcknowledgingStore).alarms()).toEqual(two);
  });

  it('offers nothing to acknowledge with to those who may not', () => {
    open();
    page.backend.answerSession({ Name: 'visitor', Scopes: ['read'], Methods: ['token'] });
    reload();
    page.backend.answerAlarms([anAlarm(), anAlarm({ alarm: 'k3f9-6' })]);
    page.pass(0);
    expect(page.button(/^Acknowledge/)).toBeUndefined();
    expect(cells()[0]).toContain('Not acknowledged');
  });
});
