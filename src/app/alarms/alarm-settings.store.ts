import { inject, Service, signal } from '@angular/core';

import { BrowserStorage } from '../ui/browser-storage';

const KEYS = { sound: 'vitalwire.alarm-sound', notification: 'vitalwire.alarm-notification' } as const;

/** How alarms call for attention beside what the page shows. Off until somebody turns it on; remembered on this device. */
@Service()
export class AlarmSettingsStore {
  private readonly storage = inject(BrowserStorage);
  private readonly soundState = signal(this.recall('sound'));
  private readonly notificationState = signal(this.recall('notification'));

  readonly isSoundOn = this.soundState.asReadonly();
  readonly isNotificationOn = this.notificationState.asReadonly();

  turnSound(isOn: boolean): void {
    this.soundState.set(isOn);
    this.remember('sound', isOn);
  }

  turnNotification(isOn: boolean): void {
    this.notificationState.set(isOn);
    this.remember('notification', isOn);
  }

  private recall(name: keyof typeof KEYS): boolean {
    return this.storage.read('localStorage', KEYS[name]) === 'on';
  }

  private remember(name: keyof typeof KEYS, isOn: boolean): void {
    this.storage.write('localStorage', KEYS[name], isOn ? 'on' : 'off');
  }
}
