import { LONGEST_NOTE } from '../contract/alarm.ts';
import { fieldError, type FieldError, type Refuse } from '../contract/field-error.ts';
import { isVisible } from '../contract/hidden-characters.ts';
import { isLongerThan, whyDeceptive } from '../contract/text.ts';
import { isJsonObject, own } from '../http/json-object.ts';

/** Which alarm somebody has seen and what they noted, checked, or everything that is wrong with it. */
export type ParsedAcknowledgement =
  | { readonly kind: 'good'; readonly alarm: string; readonly note: string }
  | { readonly kind: 'refused'; readonly errors: readonly FieldError[] };

const KNOWN_FIELDS: readonly string[] = ['Alarm', 'Note'];

/** Checks a JSON value. Any text may be the alarm's id: whether there is such an alarm is for the log to say. */
export function parseAcknowledgement(value: unknown): ParsedAcknowledgement {
  if (!isJsonObject(value)) {
    return { kind: 'refused', errors: [fieldError('', value, 'is not a JSON object; send {"Alarm":…,"Note":…}')] };
  }
  const errors: FieldError[] = [];
  const refuse = (field: string) => (reason: string) => {
    errors.push(fieldError(field, own(value, field), reason));
    return undefined;
  };
  const alarm = parseAlarm(own(value, 'Alarm'), refuse('Alarm'));
  const note = parseNote(own(value, 'Note'), refuse('Note'));
  for (const field of Object.keys(value)) {
    if (KNOWN_FIELDS.includes(field)) continue;
    refuse(field)(`is not a field of an acknowledgement; leave it out, or use one of ${KNOWN_FIELDS.join(', ')}`);
  }
  if (errors.length > 0 || alarm === undefined || note === undefined) return { kind: 'refused', errors };
  return { kind: 'good', alarm, note };
}

function parseAlarm(value: unknown, refuse: Refuse): string | undefined {
  const remedy = 'write the Alarm of a reading or of GET /api/alarms, e.g. "k3f9-1042"';
  if (value === undefined) return refuse(`is missing; ${remedy}`);
  return typeof value === 'string' ? value : refuse(`is not text; ${remedy}`);
}

/** A note, in NFC and otherwise kept to the letter but for its line ends: \n, whatever the client's system. */
function parseNote(value: unknown, refuse: Refuse): string | undefined {
  if (value === undefined) return '';
  if (typeof value !== 'string') return refuse('is not text; write what was noted, or leave it out');
  const note = value.replaceAll('\r\n', '\n').normalize('NFC');
  if (isLongerThan(note, LONGEST_NOTE)) return refuse(`is longer than ${LONGEST_NOTE} characters; shorten it`);
  const deceptive = whyDeceptive(note.replaceAll('\n', ' '));
  if (deceptive !== undefined) return refuse(deceptive);
  if (note !== '' && !isVisible(note))
    return refuse('has nothing in it that a screen shows; write a note, or leave it out');
  return note;
}
