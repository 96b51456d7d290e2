// The wire codec: the one place where the published field names stand, `Temparature` with its published spelling included.
import type { Reading, StoredReading } from './reading.ts';
import type { Status } from './status.ts';

/** A reading as it is sent. Identical in the stream, in answers of the API and (less the server's fields) in requests. */
export interface WireReading {
  readonly Name: string;
  readonly Temparature: string;
  readonly RFID: string;
  readonly TakenAt: string;
  readonly Status: Status;
  readonly Alarm?: string;
}

/** A reading of the JSON API, with its id. */
export interface WireStoredReading extends WireReading {
  readonly Id: string;
}

/** The wire name of each field of a reading. */
export const FIELD = {
  id: 'Id',
  name: 'Name',
  temperature: 'Temparature',
  rfid: 'RFID',
  takenAt: 'TakenAt',
  status: 'Status',
  alarm: 'Alarm',
} as const;

/** How the temperature may be spelt on input, the published name first. */
export const TEMPERATURE_FIELDS = [FIELD.temperature, 'Temperature'] as const;

/** A reading as JSON text, its fields in the published order. */
export function encodeReading(reading: Reading): string {
  const wire: WireReading = {
    Name: reading.name,
    Temparature: reading.temperature,
    RFID: reading.rfid,
    TakenAt: reading.takenAt,
    Status: reading.status,
    ...(reading.alarm === undefined ? {} : { Alarm: reading.alarm }),
  };
  return JSON.stringify(wire);
}

/** Puts the id in front of a stored event's JSON text, without parsing it: lists of thousands are made of such texts. */
export function withId(id: string, eventJson: string): string {
  return `{"${FIELD.id}":${JSON.stringify(id)},${eventJson.slice(1)}`;
}

/** The reading in a wire object that the server sent (which it checked when it stored it). */
export function decodeReading(wire: WireReading): Reading {
  return {
    name: wire.Name,
    temperature: wire.Temparature,
    rfid: wire.RFID,
    takenAt: wire.TakenAt,
    status: wire.Status,
    ...(wire.Alarm === undefined ? {} : { alarm: wire.Alarm }),
  };
}

/** Like {@link decodeReading}, with the id. */
export function decodeStoredReading(wire: WireStoredReading): StoredReading {
  return { id: wire.Id, ...decodeReading(wire) };
}
