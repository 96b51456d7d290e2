// What the shell shows of alarms, loaded together once the first readings are there.
import { AlarmDeskComponent } from './alarm-desk.component';
import { AlarmSettingsComponent } from './alarm-settings.component';
import { StaleStripComponent } from './stale-strip.component';

/** Each has its place in the shell. */
export const ALARM_PARTS = {
  desk: AlarmDeskComponent,
  settings: AlarmSettingsComponent,
  staleStrip: StaleStripComponent,
} as const;
