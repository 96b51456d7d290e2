import type { Alarm } from '../contract/alarm.ts';
import type { ListPlace } from '../sqlite/list-bounds.ts';
import type { HistoryQuery } from './shapes.ts';

/** Which alarms: those not yet over, those that nobody has acknowledged, or all that are kept. */
export type AlarmState = 'open' | 'unacknowledged' | 'all';

/** Which alarms a list asks for, by RaisedAt. */
export interface AlarmsQuery extends HistoryQuery {
  readonly state: AlarmState;
}

/** One alarm of a list, placed by RaisedAt and the sequence of the reading that raised it. */
export interface AlarmRow extends ListPlace {
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
