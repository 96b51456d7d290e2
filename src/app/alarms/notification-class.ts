import { DOCUMENT, inject, InjectionToken } from '@angular/core';

/** The browser's Notification, `undefined` where it has none. */
export const NOTIFICATION_CLASS = new InjectionToken<typeof Notification | undefined>('NOTIFICATION_CLASS', {
  providedIn: 'root',
  factory: () => (inject(DOCUMENT).defaultView as { Notification?: typeof Notification } | null)?.Notification,
});

/** Whether this device would show a notification; in an insecure context (plain http from elsewhere) no browser does. */
export type NotificationState = NotificationPermission | 'insecure' | 'unsupported';
