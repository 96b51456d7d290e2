/** `GET /api/status`: what server this is, and the thresholds (°C) and times (seconds) in force. */
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
}
