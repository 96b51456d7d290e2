// What the shell shows beside the pages, loaded together once the first readings are there.
import { AlarmDeskComponent } from './alarms/alarm-desk.component';
import { AlarmSettingsComponent } from './alarms/alarm-settings.component';
import { StaleStripComponent } from './alarms/stale-strip.component';
import { ClockWarningComponent } from './connection/clock-warning.component';
import { ImportsLinkComponent } from './imports/imports-link.component';
import { AccountComponent } from './sign-in/account.component';

/** Each has its place in the shell. */
export const SHELL_PARTS = {
  account: AccountComponent,
  clockWarning: ClockWarningComponent,
  desk: AlarmDeskComponent,
  links: ImportsLinkComponent,
  settings: AlarmSettingsComponent,
  staleStrip: StaleStripComponent,
} as const;
