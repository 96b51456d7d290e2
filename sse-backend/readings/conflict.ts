import { FIELD } from '../contract/wire.ts';
import type { EventLog } from '../log/event-log.ts';
import type { AppendOutcome, NewReading } from '../log/shapes.ts';
import { fieldError, type FieldError } from '../http/field-error.ts';

/** What a reading whose identity is taken by another content is refused with. */
export function conflictError(
  reading: NewReading,
  { field, storedSequence }: Extract<AppendOutcome, { kind: 'conflict' }>,
  log: Pick<EventLog, 'idOf'>,
): FieldError {
  const first =
    storedSequence === undefined ? 'an earlier reading of this request' : `reading ${log.idOf(storedSequence)}`;
  const reason =
    `differs from ${first}, which has the same ${FIELD.rfid} and ${FIELD.takenAt}; ` +
    `send what was sent first, or another ${FIELD.takenAt}`;
  return fieldError(FIELD[field], reading[field], reason);
}
