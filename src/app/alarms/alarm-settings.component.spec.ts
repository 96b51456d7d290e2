import { TestBed } from '@angular/core/testing';

import { anAcknowledgement, anAlarm } from '../feed/backend.fake';
import { Address } from '../routing/address';
import { AlarmPage } from './alarm-page.fake';
import { AlarmSettingsComponent } from './alarm-settings.component';
import { FakeAudioContext } from './audio-context.fake';
import { FakeNotification } from './notification.fake';

describe('AlarmSettingsComponent', () => {
  let page: AlarmPage<AlarmSettingsComponent>;
  const before = location.href;

  afterEach(() => {
    page.end();
    history.replaceState(undefined, '', before);
  });

  function open(...given: Parameters<AlarmPage<AlarmSettingsComponent>['start']>): void {
    page = new AlarmPage(AlarmSettingsComponent);
    page.start(...given);
  }

  const switches = (): HTMLInputElement[] => [...page.element.querySelectorAll('input')];
  const label = (): string => page.text('.opener');

  async function turn(index: number): Promise<void> {
    switches()[index]!.click();
    page.pass(0);
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    page.pass(0);
  }

  async function turnOnSound(): Promise<FakeAudioContext> {
    FakeAudioContext.hasGesture = true;
    await turn(0);
    return FakeAudioContext.made[0]!;
  }

  describe('the sound', () => {
    it('is off, and nothing is heard, until somebody turns it on', () => {
      open();
      page.raise();
      page.pass(1_000);
      expect(label()).toBe('Alarm settings: Sound off');
      expect(FakeAudioContext.made).toEqual([]);
    });

    it('tells a new alarm from a reminder', async () => {
      open([], { reminder: 60 });
      const { tones } = await turnOnSound();
      expect(label()).toBe('Alarm settings: Sound on');
      page.raise();
      page.pass(1_000);
      expect(tones).toEqual([880, 1175]);
      page.pass(60_000);
      expect(tones).toEqual([880, 1175, 1175, 880]);
    });

    it('can be tried out', async () => {
      open();
      const { tones } = await turnOnSound();
      page.click(/^Test the sound$/);
      expect(tones).toEqual([880, 1175]);
    });

    it('is remembered', async () => {
      open();
      await turnOnSound();
      expect(localStorage.getItem('vitalwire.alarm-sound')).toBe('on');
      await turn(0);
      expect(localStorage.getItem('vitalwire.alarm-sound')).toBe('off');
    });

    it('says that it needs a click when the browser waits for one after a reload', () => {
      localStorage.setItem('vitalwire.alarm-sound', 'on');
      open();
      expect(label()).toBe('Alarm settings: Sound needs a click');
      FakeAudioContext.hasGesture = true;
      document.dispatchEvent(new Event('pointerup'));
      page.pass(0);
      expect(label()).toBe('Alarm settings: Sound on');
    });

    it('does not save up what it could not play, to play it all with the first click', () => {
      localStorage.setItem('vitalwire.alarm-sound', 'on');
      open();
      page.raise();
      page.pass(1_000);
      FakeAudioContext.hasGesture = true;
      document.dispatchEvent(new Event('pointerup'));
      expect(FakeAudioContext.made[0]!.tones).toEqual([]);
    });

    it('takes nothing of the device while it is off', async () => {
      open();
      const context = await turnOnSound();
      await turn(0);
      expect(context.state).toBe('suspended');
    });
  });

  describe('notifications', () => {
    it('ask for permission when they are turned on, and not before', async () => {
      open();
      expect(FakeNotification.permission).toBe('default');
      await turn(1);
      expect(FakeNotification.permission).toBe('granted');
      expect(switches()[1]!.checked).toBe(true);
    });

    it('stay off where the browser forbids them, and the page says what to do', async () => {
      open();
      FakeNotification.answer = 'denied';
      await turn(1);
      expect(switches()[1]!.checked).toBe(false);
      expect(page.text('.problem')).toContain('The browser blocks notifications.');
    });

    it('tell who and what, once an alarm, and lead to the person', async () => {
      open();
      await turn(1);
      const alarm = page.raise();
      page.pass(1_000);
      const shown = FakeNotification.shown.get(`vitalwire-${alarm}`)!;
      expect(shown.title).toBe('Fever: Mass Roy');
      expect(shown.body).toMatch(/^39.2\s°C, tag R546546, since/);
      shown.onclick!();
      expect(TestBed.inject(Address).path()).toBe('/people/R546546');
      expect(FakeNotification.titles).toEqual([]);
    });

    it('are noticed again when they remind', async () => {
      open([], { reminder: 60 });
      await turn(1);
      page.raise();
      page.pass(1_000);
      expect(FakeNotification.noticed).toBe(1);
      page.pass(60_000);
      expect(FakeNotification.titles).toEqual(['Fever: Mass Roy']);
      expect(FakeNotification.noticed).toBe(2);
    });

    it('go when the alarm is acknowledged', async () => {
      open();
      await turn(1);
      const alarm = page.raise();
      page.pass(1_000);
      page.backend.acknowledge(anAcknowledgement({ alarm }));
      page.pass(100);
      expect(FakeNotification.titles).toEqual([]);
    });

    it('are summed up when there are many', async () => {
      open([anAlarm()]);
      await turn(1);
      for (let index = 1; index <= 4; index += 1) page.raise({ rfid: `R${index}` });
      page.pass(1_000);
      expect(FakeNotification.titles).toEqual(['4 alarms']);
    });

    it('are not there in a window that is not secure, and the page says so', () => {
      const secure = spyOnProperty(window, 'isSecureContext').and.returnValue(false);
      open();
      expect(secure).toHaveBeenCalled();
      expect(switches()[1]!.disabled).toBe(true);
      expect(page.text('.problem')).toContain('Notifications need https.');
    });
  });
});
