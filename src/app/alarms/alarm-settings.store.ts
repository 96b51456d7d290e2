import { DOCUMENT, inject, Service, signal } from '@angular/core';

const KEYS = { sound: 'vitalwire.alarm-sound', notification: 'vitalwire.alarm-notification' } as const;

/** How alarms call for attention beside what the page shows. Off until somebody turns it on; remembered on this device. */
@Service()
export class AlarmSettingsStore {
  private readonly window = inject(DOCUMENT).defaultView;
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
    return this.useStorage((storage) => storage.getItem(KEYS[name])) === 'on';
  }

  private remember(name: keyof typeof KEYS, isOn: boolean): void {
    this.useStorage((storage) => storage.setItem(KEYS[name], isOn ? 'on' : 'off'));
  }

  /** A browser may forbid storage, when it is private, full or told to: then nothing is remembered, which is `undefined`. */
  private useStorage<T>(use: (storage: Storage) => T): T | undefined {
    try {
      const storage = this.window?.localStorage;
      return storage && use(storage);
    } catch {
      return undefined;
    }
  }
}
