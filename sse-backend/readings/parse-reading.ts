import { FIELD, TEMPERATURE_FIELDS } from '../contract/wire.ts';
import { fieldError, type FieldError } from '../contract/field-error.ts';
import { isJsonObject, own, type JsonObject } from '../http/json-object.ts';
import { parseInstant } from '../contract/instant.ts';
import { isTooFarAhead } from '../contract/reading-time.ts';
import type { NewReading } from '../log/shapes.ts';
import { parseName, parseRfid, parseTakenAt, parseTemperatureText } from '../contract/reading-fields.ts';

/** A live reading that has been checked, or everything that is wrong with it. */
export type ParsedReading =
  | { readonly kind: 'good'; readonly reading: NewReading }
  | {
      readonly kind: 'refused';
      readonly errors: readonly FieldError[];
      /** Set where nothing is wrong but that the TakenAt is too far ahead of the clock here. */
      readonly ahead?: SentAt;
    };

/** Whose reading was sent under what TakenAt, in milliseconds since 1970. */
interface SentAt {
  readonly rfid: string;
  readonly takenAtMs: number;
}

const [PUBLISHED_TEMPERATURE, OTHER_TEMPERATURE] = TEMPERATURE_FIELDS;

const KNOWN_FIELDS: ReadonlySet<string> = new Set([FIELD.name, ...TEMPERATURE_FIELDS, FIELD.rfid, FIELD.takenAt]);

/** The server's own fields: ignored, so that what was read back can be sent again. */
const IGNORED_FIELDS: ReadonlySet<string> = new Set([FIELD.id, FIELD.status, FIELD.alarm]);

/** Checks a JSON value against section 2 of the contract. `now`: the time here, in milliseconds since 1970. */
export function parseReading(value: unknown, now: number): ParsedReading {
  if (!isJsonObject(value))
    return refused([fieldError('', value, 'is not a JSON object; send a reading as {"Name":…}')]);
  const errors: FieldError[] = [];
  const refuse = (field: string) => (reason: string) => {
    errors.push(fieldError(field, own(value, field), reason));
    return undefined;
  };
  const name = parseName(own(value, FIELD.name), refuse(FIELD.name));
  const temperatureField = temperatureFieldOf(value);
  const temperature = parseTemperatureText(own(value, temperatureField), refuse(temperatureField));
  const rfid = parseRfid(own(value, FIELD.rfid), refuse(FIELD.rfid));
  const takenAtMs = parseTakenAt(own(value, FIELD.takenAt), now, refuse(FIELD.takenAt));
  if (isTemperatureGivenTwice(value)) {
    refuse(OTHER_TEMPERATURE)(`is given beside ${PUBLISHED_TEMPERATURE}; leave one of the two out`);
  }
  for (const field of Object.keys(value)) {
    if (KNOWN_FIELDS.has(field) || IGNORED_FIELDS.has(field)) continue;
    refuse(field)(`is not a field of a reading; leave it out, or use one of ${[...KNOWN_FIELDS].join(', ')}`);
  }
  const sentMs =
    errors.length === 1 && rfid !== undefined ? parseInstant(String(own(value, FIELD.takenAt))) : undefined;
  if (rfid !== undefined && sentMs !== undefined && isTooFarAhead(sentMs, now) && errors[0]?.field === FIELD.takenAt) {
    return { kind: 'refused', errors, ahead: { rfid, takenAtMs: sentMs } };
  }
  if (errors.length > 0 || name === undefined || temperature === undefined || rfid === undefined)
    return refused(errors);
  return { kind: 'good', reading: { type: 'message', name, temperature, rfid, takenAtMs } };
}

function temperatureFieldOf(object: JsonObject): string {
  return TEMPERATURE_FIELDS.find((field) => Object.hasOwn(object, field)) ?? PUBLISHED_TEMPERATURE;
}

function isTemperatureGivenTwice(object: JsonObject): boolean {
  return TEMPERATURE_FIELDS.every((field) => Object.hasOwn(object, field));
}

function refused(errors: readonly FieldError[]): ParsedReading {
  return { kind: 'refused', errors };
}
