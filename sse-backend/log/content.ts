import { formatInstant } from '../contract/instant.ts';
import type { Episode } from '../contract/status.ts';
import { parseTemperature, toCelsius } from '../contract/temperature.ts';
import { decodeReading, encodeReading, type WireReading } from '../contract/wire.ts';
import type { StoredIdentity } from './identity.ts';
import type { AppendOutcome, NewReading } from './shapes.ts';

/** What has to be the same for a reading of the same identity to be a repeat. */
export type Content = Pick<NewReading, 'name' | 'temperature'>;

/** A reading that has its time. */
export type Placed = NewReading & { readonly takenAtMs: number };

/** A live reading on its way into the log: who, when, what, and the place that it will have. */
export interface IncomingReading {
  readonly rfid: string;
  readonly name: string;
  readonly temperature: string;
  readonly celsius: number;
  readonly takenAtMs: number;
  readonly sequence: number;
  readonly id: string;
}

/** The text under which a reading is stored and streamed. */
export function encodeStored({ name, temperature, rfid, takenAtMs }: Placed, { status, alarm }: Episode): string {
  const reading = { name, temperature, rfid, takenAt: formatInstant(takenAtMs), status };
  return encodeReading(alarm === undefined ? reading : { ...reading, alarm });
}

/** The content of a reading that was stored. */
export function decodeStored({ data }: StoredIdentity): Content {
  return decodeReading(JSON.parse(data) as WireReading);
}

/** Degrees Celsius of a reading that was stored, from its text; `null` should it have none. */
export function celsiusOfStored(data: string): number | null {
  const temperature = parseTemperature(decodeReading(JSON.parse(data) as WireReading).temperature);
  return temperature ? toCelsius(temperature) : null;
}

/** In what two readings of one identity differ; `undefined` when one repeats the other. */
export function differingField(stored: Content, sent: Content): 'name' | 'temperature' | undefined {
  if (stored.temperature !== sent.temperature) return 'temperature';
  if (stored.name === sent.name) return undefined;
  // Names came as they were sent into logs of earlier versions.
  return stored.name.normalize('NFC') === sent.name.normalize('NFC') ? undefined : 'name';
}

/** What becomes of a reading whose identity is there already. */
export function repeatOrConflict(stored: StoredIdentity, sent: Content): AppendOutcome {
  const { sequence } = stored;
  const field = differingField(decodeStored(stored), sent);
  return field ? { kind: 'conflict', storedSequence: sequence, field } : { kind: 'repeated', sequence };
}
