import { Component, computed, inject } from '@angular/core';

import { ALARMS_TEXT } from '../messages/alarms';
import { AlarmNotifier } from './alarm-notifier';
import { AlarmSettingsStore } from './alarm-settings.store';
import { AlarmSound } from './alarm-sound';

/** Says whether alarms can be heard, and opens a small menu to change that. */
@Component({
  selector: 'vw-alarm-settings',
  templateUrl: './alarm-settings.component.html',
  styleUrls: ['../menu.css', './alarm-settings.component.css'],
})
export class AlarmSettingsComponent {
  protected readonly settings = inject(AlarmSettingsStore);
  protected readonly sound = inject(AlarmSound);
  protected readonly notifier = inject(AlarmNotifier);

  protected readonly text = ALARMS_TEXT.settings;
  protected readonly label = computed(() => {
    switch (this.sound.state()) {
      case 'ready':
        return this.text.soundOn;
      case 'waiting':
        return this.text.needsClick;
      default:
        return this.text.soundOff;
    }
  });
  protected readonly isNotifying = computed(
    () => this.settings.isNotificationOn() && this.notifier.state() === 'granted',
  );
  protected readonly notificationProblem = computed(() => this.text.notifications[this.notifier.state()]);
  protected readonly canNotify = computed(() => ['granted', 'default', 'denied'].includes(this.notifier.state()));

  protected turnNotification(target: EventTarget | null): void {
    const box = target as HTMLInputElement;
    // What the browser forbids stays off, whatever the box has been told.
    void this.notifier.turn(box.checked).then(() => (box.checked = this.isNotifying()));
  }
}
