/** What is wrong with the server's clock, and by how much. */
export type ClockWarningReport =
  /** `Seconds`: how far the clock is ahead of or behind where the log left it, or how far the newest time of storing is ahead of it. */
  | { readonly Kind: 'clock-ahead' | 'clock-behind' | 'stored-ahead'; readonly Seconds: number }
  /** `Devices`: how many of them are more than 5 minutes ahead of the clock or behind it. */
  | { readonly Kind: 'devices-ahead' | 'devices-behind'; readonly Devices: number };

/** `GET /api/status`: what server this is, the thresholds (°C) and times (seconds) in force, and what is wrong with its clock. */
export interface StatusReport {
  readonly Demo: boolean;
  readonly Version: string;
  readonly Epoch: string;
  readonly Position: string;
  readonly OldestKept: string;
  /** The server's time, RFC 3339: a page tells its own clock's difference from it. */
  readonly At: string;
  readonly Fever: { readonly On: number; readonly Off: number };
  readonly Hypothermia: { readonly On: number; readonly Off: number };
  readonly AlarmHold: number;
  readonly AlarmReminder: number;
  readonly StaleAfter: number;
  readonly Heartbeat: number;
  readonly Retain: number;
  /** Absent when nothing is removed by count. */
  readonly RetainEvents?: number;
  /** Absent while the clock is trusted. */
  readonly ClockWarnings?: readonly ClockWarningReport[];
}
