/** What a temperature means. Decided once, on the server, when the reading is appended. */
export type Status = 'normal' | 'fever' | 'hypothermia';

/** A threshold with hysteresis, in °C: a state is entered on reaching `on` and left beyond `off`. */
export interface Threshold {
  readonly on: number;
  readonly off: number;
}

/** By what readings are judged. `alarmHoldMs`: how long a state must have lasted before it raises an alarm. */
export interface Rules {
  readonly fever: Threshold;
  readonly hypothermia: Threshold;
  readonly alarmHoldMs: number;
}

/**
 * Where one person stands after a reading. `since` is the TakenAt (ms since 1970) of the first reading of the state that
 * lasts now; `alarm` the id of the reading that raised the open alarm.
 */
export interface Episode {
  readonly status: Status;
  readonly since: number;
  readonly alarm: string | undefined;
}

/** The status of a reading on its own, by the ON thresholds: for late readings, which have no before and after. */
export function statusAlone(celsius: number, rules: Rules): Status {
  if (celsius >= rules.fever.on) return 'fever';
  if (celsius <= rules.hypothermia.on) return 'hypothermia';
  return 'normal';
}

/** The episode after the next reading (by TakenAt) of a person; `id` names the alarm if this reading raises one. */
export function nextEpisode(
  before: Episode | undefined,
  reading: { readonly celsius: number; readonly takenAtMs: number; readonly id: string },
  rules: Rules,
): Episode {
  const status = statusAfter(before?.status ?? 'normal', reading.celsius, rules);
  const lasting = before?.status === status ? before : undefined;
  // A clock set back must not put the beginning into the future: the state would never have lasted.
  const since = Math.min(lasting?.since ?? reading.takenAtMs, reading.takenAtMs);
  if (status === 'normal') return { status, since, alarm: undefined };
  const isHeld = reading.takenAtMs - since >= rules.alarmHoldMs;
  return { status, since, alarm: lasting?.alarm ?? (isHeld ? reading.id : undefined) };
}

function statusAfter(before: Status, celsius: number, rules: Rules): Status {
  if (before === 'fever' && celsius >= rules.fever.off) return 'fever';
  if (before === 'hypothermia' && celsius <= rules.hypothermia.off) return 'hypothermia';
  return statusAlone(celsius, rules);
}
