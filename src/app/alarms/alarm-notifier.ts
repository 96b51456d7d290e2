import { DOCUMENT, effect, inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { Alarm } from '@contract/alarm';

import { UnitStore } from '../readings/unit.store';
import { Address } from '../routing/address';
import { personHref, UNACKNOWLEDGED_HREF } from '../routing/links';
import { ALARMS_TEXT } from '../messages/alarms';
import { AlarmCalls } from './alarm-calls';
import { AlarmSettingsStore } from './alarm-settings.store';
import { AlarmsStore } from './alarms.store';
import { NOTIFICATION_CLASS, type NotificationState } from './notification-class';

/** More at once would cover the screen: they are summed up in one. */
const MOST_AT_ONCE = 3;

/** Of all that are shown; older ones are left to the device. */
const MOST_SHOWN = 50;

/** [spec] Notifications API, 2.8; TypeScript doesn't know it, as not every browser does. */
type RenotifyOptions = NotificationOptions & { readonly renotify: boolean };

const TEXT = ALARMS_TEXT.notification;
const MANY = 'many';

/** Lets the device tell of alarms, where that is turned on and allowed. */
@Service()
export class AlarmNotifier {
  private readonly notificationClass = inject(NOTIFICATION_CLASS);
  private readonly store = inject(AlarmsStore);
  private readonly settings = inject(AlarmSettingsStore);
  private readonly unit = inject(UnitStore).unit;
  private readonly address = inject(Address);
  private readonly window = inject(DOCUMENT).defaultView;

  private readonly stateSignal = signal(this.currentState());
  /** By alarm, so that they can be taken away. */
  private readonly shown = new Map<string, Notification>();

  readonly state = this.stateSignal.asReadonly();

  constructor() {
    const { calls } = inject(AlarmCalls);
    calls.pipe(takeUntilDestroyed()).subscribe(({ alarms }) => this.show(alarms));
    effect(() => this.closeAllBut(new Set(this.store.waiting().map(({ alarm }) => alarm.alarm))));
  }

  /** Turns it on, and asks for permission where nobody has. To be called on a click. */
  async turn(isOn: boolean): Promise<void> {
    this.settings.turnNotification(isOn);
    if (isOn && this.state() === 'default') await this.notificationClass?.requestPermission();
    this.stateSignal.set(this.currentState());
  }

  private currentState(): NotificationState {
    if (this.window?.isSecureContext === false) return 'insecure';
    return this.notificationClass?.permission ?? 'unsupported';
  }

  private show(alarms: readonly Alarm[]): void {
    this.stateSignal.set(this.currentState());
    if (!this.settings.isNotificationOn() || this.state() !== 'granted') return;
    const unit = this.unit();
    if (alarms.length > MOST_AT_ONCE) {
      return this.open(MANY, TEXT.titleOfMany(alarms.length), TEXT.bodyOfMany(alarms, unit), UNACKNOWLEDGED_HREF);
    }
    for (const alarm of alarms) {
      this.open(alarm.alarm, TEXT.title(alarm), TEXT.body(alarm, unit), personHref(alarm.rfid));
    }
  }

  private open(key: string, title: string, body: string, href: string): void {
    // One tag an alarm: what several tabs of a browser tell is shown once.
    const tag = `vitalwire-${key}`;
    // What replaces another of its tag does so in silence, unless it says otherwise; a reminder has to be noticed.
    const options: RenotifyOptions = { body, tag, icon: 'favicon.svg', renotify: this.shown.has(key) };
    const notification = this.create(title, options);
    if (!notification) return;
    notification.onclick = () => {
      this.window?.focus();
      notification.close();
      this.address.go(href);
    };
    this.shown.delete(key);
    this.shown.set(key, notification);
    for (const oldest of this.shown.keys()) {
      if (this.shown.size <= MOST_SHOWN) break;
      this.shown.delete(oldest);
    }
  }

  /** Browsers on phones have the class, and refuse to make one outside a service worker. */
  private create(title: string, options: NotificationOptions): Notification | undefined {
    try {
      return this.notificationClass && new this.notificationClass(title, options);
    } catch {
      this.stateSignal.set('unsupported');
      return undefined;
    }
  }

  private closeAllBut(waiting: ReadonlySet<string>): void {
    for (const [key, notification] of this.shown) {
      if (waiting.has(key) || (key === MANY && waiting.size > 0)) continue;
      notification.close();
      this.shown.delete(key);
    }
  }
}
