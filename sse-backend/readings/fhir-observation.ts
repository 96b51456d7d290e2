import type { StoredReading } from '../contract/reading.ts';
import type { Status } from '../contract/status.ts';
import type { TemperatureUnit } from '../contract/temperature.ts';

const PROFILE = 'http://hl7.org/fhir/StructureDefinition/bodytemp';
const TERMINOLOGY = 'http://terminology.hl7.org/CodeSystem';

const CATEGORY = {
  coding: [{ system: `${TERMINOLOGY}/observation-category`, code: 'vital-signs', display: 'Vital Signs' }],
};

const CODE = {
  coding: [{ system: 'http://loinc.org', code: '8310-5', display: 'Body temperature' }],
  text: 'Body temperature',
};

const INTERPRETATIONS: Readonly<Record<Status, object>> = {
  normal: interpretation('N', 'Normal'),
  fever: interpretation('H', 'High'),
  hypothermia: interpretation('L', 'Low'),
};

/** `unit` is for people, `code` the UCUM unit. [spec] ValueSet ucum-bodytemp: no others are allowed. */
const UNITS: Readonly<Record<TemperatureUnit, object>> = {
  C: { unit: '°C', system: 'http://unitsofmeasure.org', code: 'Cel' },
  F: { unit: '°F', system: 'http://unitsofmeasure.org', code: '[degF]' },
};

/**
 * A reading as the JSON text of a FHIR R4 Observation that keeps to the vital-signs profile for body temperature.
 * [spec] https://hl7.org/fhir/R4/bodytemp.html
 *
 * The person is referred to by the tag, as there is no Patient to be read here; and there is no `device`, as readings
 * don't say which sensor took them: the tag is the person's.
 */
export function encodeObservation({ id, name, temperature, rfid, takenAt, status }: StoredReading): string {
  const observation = {
    resourceType: 'Observation',
    id,
    meta: { profile: [PROFILE] },
    status: 'final',
    category: [CATEGORY],
    code: CODE,
    subject: { type: 'Patient', identifier: { type: { text: 'RFID tag' }, value: rfid }, display: name },
    effectiveDateTime: takenAt,
    interpretation: [INTERPRETATIONS[status]],
  };
  return `${JSON.stringify(observation).slice(0, -1)},"valueQuantity":${encodeQuantity(temperature)}}`;
}

/**
 * [spec] datatypes.html#decimal: the digits tell the precision, so that 37.0 must not become 37, as it would as a number of
 * JavaScript's. A leading zero, which sensors may send, is no JSON.
 */
function encodeQuantity(temperature: string): string {
  const digits = temperature.slice(0, -1).replace(/^0+(?=\d)/, '');
  const unit = temperature.endsWith('F') ? UNITS.F : UNITS.C;
  return `{"value":${digits},${JSON.stringify(unit).slice(1)}`;
}

function interpretation(code: string, display: string): object {
  return { coding: [{ system: `${TERMINOLOGY}/v3-ObservationInterpretation`, code, display }] };
}
