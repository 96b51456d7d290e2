import { FIELD } from '../contract/wire.ts';
import { fieldError, type FieldError } from '../contract/field-error.ts';
import type { Content } from './content.ts';
import type { AppendOutcome } from './shapes.ts';

/** What a reading whose identity is taken by another content is refused with. */
export function conflictError(
  reading: Content,
  { field, storedSequence }: Extract<AppendOutcome, { kind: 'conflict' }>,
  log: { idOf(sequence: number): string },
): FieldError {
  const first =
    storedSequence === undefined ? 'an earlier reading of this request' : `reading ${log.idOf(storedSequence)}`;
  const reason =
    `differs from ${first}, which has the same ${FIELD.rfid} and ${FIELD.takenAt}; ` +
    `send what was sent first, or another ${FIELD.takenAt}`;
  return fieldError(FIELD[field], reading[field], reason);
}
