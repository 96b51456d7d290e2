import { TestBed } from '@angular/core/testing';

import { aReading, anAcknowledgement, anAlarm } from '../feed/backend.fake';
import { formatTime } from '../formats/times';
import { AcknowledgingStore } from './acknowledging.store';
import { AlarmBannerComponent } from './alarm-banner.component';
import { AlarmPage } from './alarm-page.fake';

describe('AlarmBannerComponent', () => {
  let page: AlarmPage<AlarmBannerComponent>;

  const frame = window.frameElement as HTMLElement;

  beforeEach(() => (frame.style.width = ''));
  afterEach(() => page.end());

  function open(...given: Parameters<AlarmPage<AlarmBannerComponent>['start']>): void {
    page = new AlarmPage(AlarmBannerComponent);
    page.start(...given);
  }

  const many = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      anAlarm({ alarm: `k3f9-${index}`, rfid: `R${index}`, name: `Person ${index}` }),
    );
  const names = (): string[] => page.texts('li .who a');
  const section = (): HTMLElement => page.element.querySelector('section')!;

  it('is not there without an alarm', () => {
    open();
    expect(page.element.querySelector('section')).toBeNull();
  });

  it('says who, which tag, what, how far and since when, and leads to the person', () => {
    open([anAlarm({ rfid: 'R:1/2' })]);
    expect(page.text('.kind')).toBe('Fever');
    expect(page.element.querySelector('.kind svg')).not.toBeNull();
    expect(page.text('.who')).toBe('Mass Roy R:1/2');
    expect(page.text('.facts')).toMatch(/^peak 39.2\s°C since \d\d:14:00, 1 min ago$/);
    expect(page.element.querySelector('.who a')?.getAttribute('href')).toBe('/people/R%3A1%2F2');
  });

  it('says since when an alarm is over, and how long it lasted', () => {
    open([anAlarm({ endedAt: '2026-11-20T09:14:40.000Z' })]);
    expect(page.text('.times')).toBe(`ended at ${formatTime(Date.parse('2026-11-20T09:14:40.000Z'))}, lasted 40 sec`);
    expect(page.element.querySelector('li')).toHaveClass('over');
  });

  it('shows the latest, and leads to the others, however many there are', () => {
    open(many(500).map((alarm) => (alarm.name === 'Person 9' ? { ...alarm, peak: '40.5C' } : alarm)));
    expect(names().length).toBe(3);
    expect(page.text('.rest a')).toMatch(/^497 more alarms, most urgent: Person 9, 40.5\s°C$/);
    expect(page.element.querySelector('.rest a')?.getAttribute('href')).toBe('/alarms?state=unacknowledged&period=any');
  });

  it('shows one on a phone', () => {
    frame.style.width = '375px';
    open(many(500));
    expect(names().length).toBe(1);
    expect(page.element.scrollWidth).toBeLessThanOrEqual(375);
  });

  it('shows the whole name, however many facts there are and however large the letters', () => {
    const { style } = document.documentElement;
    open([anAlarm({ name: 'Patricia Longbottom', rfid: 'R546546-1234', endedAt: '2026-11-20T09:14:40.000Z' })]);
    page.pass(300_000);
    expect(page.text('.overdue')).not.toBe('');
    for (const [width, letters] of [
      [1920, 28],
      [1280, 19],
      [1280, 16],
      [1080, 27],
      [1024, 16],
      [768, 16],
      [375, 16],
    ]) {
      frame.style.width = `${width}px`;
      style.fontSize = `${letters}px`;
      const link = page.element.querySelector('.who a')!;
      expect(link.clientWidth).withContext(`${width} px`).toBeGreaterThan(0);
      expect(link.scrollWidth).withContext(`${width} px`).toBe(link.clientWidth);
      expect(page.element.scrollWidth).withContext(`${width} px`).toBeLessThanOrEqual(width!);
    }
    style.fontSize = '';
  });

  it('says for how long nobody has acknowledged an alarm that is overdue', () => {
    open([anAlarm()]);
    expect(page.text('.overdue')).toBe('');
    page.pass(300_000);
    expect(page.text('.overdue')).toBe('Not acknowledged for 6 min');
  });

  it('lets an alarm go when somebody, anywhere, acknowledges it', () => {
    open([anAlarm()], { readings: [aReading({ alarm: 'k3f9-7' })] });
    page.backend.acknowledge(anAcknowledgement());
    page.pass(100);
    expect(page.element.querySelector('section')).toBeNull();
  });

  it('asks whether to acknowledge', () => {
    open([anAlarm()]);
    page.click(/^Acknowledge fever of Mass Roy$/);
    expect(TestBed.inject(AcknowledgingStore).alarms()).toEqual([anAlarm()]);
  });

  it('does not move a line away from under the pointer, and says what is new meanwhile', () => {
    open([anAlarm()]);
    section().dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
    page.raise({ name: 'Ada', rfid: 'R2' });
    expect(names()).toEqual(['Mass Roy']);
    expect(page.text('.rest button')).toBe('Show 1 new alarm');
    page.backend.acknowledge(anAcknowledgement());
    page.pass(100);
    expect(page.text('li .seen')).toBe('Acknowledged');
    section().dispatchEvent(new PointerEvent('pointerleave'));
    page.pass(0);
    expect(names()).toEqual(['Ada']);
  });

  it('does not hold its lines for ever under a pointer that nobody moves', () => {
    open([anAlarm()]);
    section().dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
    page.raise({ name: 'Ada', rfid: 'R2' });
    page.pass(10_000);
    expect(names()).toEqual(['Ada', 'Mass Roy']);
  });

  it('does not move a line away from under the focus, until what is new is asked for', () => {
    open([anAlarm()]);
    page.button(/^Acknowledge/)!.focus();
    page.raise({ name: 'Ada', rfid: 'R2' });
    expect(names()).toEqual(['Mass Roy']);
    page.click(/^Show 1 new alarm$/);
    expect(names()).toEqual(['Ada', 'Mass Roy']);
    expect(document.activeElement).toBe(section());
  });

  it('does not hold its lines for ever under a focus that nobody uses', () => {
    open([anAlarm()]);
    page.button(/^Acknowledge/)!.focus();
    page.raise({ name: 'Ada', rfid: 'R2' });
    jasmine.clock().tick(50_000);
    page.pass(0);
    expect(names()).toEqual(['Mass Roy']);
    jasmine.clock().tick(10_000);
    page.pass(0);
    expect(names()).toEqual(['Ada', 'Mass Roy']);
  });

  it('says why the alarms could not be loaded', () => {
    page = new AlarmPage(AlarmBannerComponent);
    page.backend.answerSnapshot([]);
    page.backend.rejectAlarms(503);
    page.pass(0);
    expect(page.text('.failure')).toMatch(/^Alarms could not be loaded, because the server answered 503\. Retrying at/);
  });

  it('offers nothing to acknowledge with to those who may not, and says who could', () => {
    open([anAlarm()]);
    expect(page.text('.may-not')).toBe('');
    page.backend.answerSession({ Name: 'visitor', Scopes: ['read'], Methods: ['token'] });
    page.pass(0);
    expect(page.button(/^Acknowledge/)).toBeUndefined();
    expect(page.text('.may-not')).toBe(
      'Your account has no permission to acknowledge alarms. It needs the scope “operate”.',
    );
    expect(names()).toEqual(['Mass Roy']);
  });
});
