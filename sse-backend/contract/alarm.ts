import type { Status } from './status.ts';

/** What an alarm is about. */
export type AlarmKind = Exclude<Status, 'normal'>;

/** One alarm of one person, from the reading that raised it to the one that ended it. Times are RFC 3339 in UTC with milliseconds. */
export interface Alarm {
  /** The id of the reading that raised it. */
  readonly alarm: string;
  readonly rfid: string;
  readonly name: string;
  readonly kind: AlarmKind;
  /** TakenAt of the reading that raised it. */
  readonly raisedAt: string;
  /** TakenAt of the first reading beyond the OFF threshold; absent while the alarm is open. */
  readonly endedAt?: string;
  /** The highest temperature of a fever, the lowest of a hypothermia, as the sensor reported it. */
  readonly peak: string;
  /** Who has seen it, when, and what they noted; absent until somebody has. */
  readonly acknowledged?: { readonly at: string; readonly by: string; readonly note: string };
}

/** Somebody has seen an alarm: an event of the log. */
export interface Acknowledgement {
  /** The id of the alarm. */
  readonly alarm: string;
  readonly rfid: string;
  /** The signed-in name, `local` when the server is open. */
  readonly by: string;
  /** '' when nothing was noted. */
  readonly note: string;
  /** When the server stored it, RFC 3339 in UTC with milliseconds. */
  readonly at: string;
}

/** Code points of a note, at the most. */
export const LONGEST_NOTE = 500;
