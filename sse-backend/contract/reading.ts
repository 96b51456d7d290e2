import type { Status } from './status.ts';

/** One measurement of one person. `rfid` names the person's tag, `temperature` is as the sensor reported it (`102.5F`). */
export interface Reading {
  readonly name: string;
  readonly temperature: string;
  readonly rfid: string;
  /** RFC 3339 in UTC with milliseconds: `2026-11-20T09:15:02.114Z`. */
  readonly takenAt: string;
  readonly status: Status;
  /** The id of the reading that raised the person's open alarm; absent when there is none. */
  readonly alarm?: string;
}

/** A reading that is read back: with its id, the position at which it stands in the log. */
export interface StoredReading extends Reading {
  readonly id: string;
}

/** Code points of a name, at the most. */
export const LONGEST_NAME = 200;

/** A tag's id: safe in URLs, logs and file names as it is. */
export const RFID_PATTERN = /^[A-Za-z0-9._:-]{1,64}$/;
