import type { Alarm } from '../contract/alarm.ts';

/** Which alarms: those not yet over, those that nobody has acknowledged, or all that are kept. */
export type AlarmState = 'open' | 'unacknowledged' | 'all';

/** Which alarms a list asks for; times bound RaisedAt in milliseconds since 1970, `to` exclusive. */
export interface AlarmsQuery {
  readonly state: AlarmState;
  readonly rfid: string | undefined;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly limit: number;
  readonly before: AlarmPlace | undefined;
}

/** A place in a list of alarms, which is ordered by RaisedAt and, where that is the same, by the raising reading's sequence. */
export interface AlarmPlace {
  readonly raisedAtMs: number;
  readonly sequence: number;
}

/** One alarm of a list. */
export interface AlarmRow extends AlarmPlace {
  readonly alarm: Alarm;
}

/** Alarms, newest first, and the sequence after which a stream continues without gap or overlap. */
export interface AlarmPage {
  readonly alarms: readonly AlarmRow[];
  readonly sequence: number;
}

/** Somebody has seen an alarm, and wants that to have a place in the log. */
export interface NewAcknowledgement {
  /** What was given as the alarm's id: any text. */
  readonly alarm: string;
  readonly by: string;
  readonly note: string;
}

/** What became of it. `repeated`: the alarm had been acknowledged before, by this event. `data` is its JSON text. */
export type AcknowledgementOutcome =
  | { readonly kind: 'stored' | 'repeated'; readonly sequence: number; readonly data: string }
  /** No alarm that is kept has this id. */
  | { readonly kind: 'unknown' };
