// The wire codec of alarms and acknowledgements. Fields that don't hold yet are absent, as everywhere on our wire.
import type { Acknowledgement, Alarm, AlarmKind } from './alarm.ts';

/** An alarm of `GET /api/alarms`. */
export interface WireAlarm {
  readonly Alarm: string;
  readonly RFID: string;
  readonly Name: string;
  readonly Kind: AlarmKind;
  readonly RaisedAt: string;
  readonly EndedAt?: string;
  readonly Peak: string;
  readonly AcknowledgedAt?: string;
  readonly By?: string;
  readonly Note?: string;
}

/** Data of `event: acknowledgement`, and the answer to `POST /api/acknowledgements`. */
export interface WireAcknowledgement {
  readonly Alarm: string;
  readonly RFID: string;
  readonly By: string;
  readonly Note: string;
  readonly At: string;
}

export function encodeAlarm(alarm: Alarm): WireAlarm {
  const { acknowledged } = alarm;
  return {
    Alarm: alarm.alarm,
    RFID: alarm.rfid,
    Name: alarm.name,
    Kind: alarm.kind,
    RaisedAt: alarm.raisedAt,
    ...(alarm.endedAt === undefined ? {} : { EndedAt: alarm.endedAt }),
    Peak: alarm.peak,
    ...(acknowledged ? { AcknowledgedAt: acknowledged.at, By: acknowledged.by, Note: acknowledged.note } : {}),
  };
}

/** The alarm in a wire object that the server sent. */
export function decodeAlarm(wire: WireAlarm): Alarm {
  return {
    alarm: wire.Alarm,
    rfid: wire.RFID,
    name: wire.Name,
    kind: wire.Kind,
    raisedAt: wire.RaisedAt,
    ...(wire.EndedAt === undefined ? {} : { endedAt: wire.EndedAt }),
    peak: wire.Peak,
    ...(wire.AcknowledgedAt === undefined
      ? {}
      : { acknowledged: { at: wire.AcknowledgedAt, by: wire.By ?? '', note: wire.Note ?? '' } }),
  };
}

export function encodeAcknowledgement({ alarm, rfid, by, note, at }: Acknowledgement): WireAcknowledgement {
  return { Alarm: alarm, RFID: rfid, By: by, Note: note, At: at };
}

/** The acknowledgement in a wire object that the server sent. */
export function decodeAcknowledgement(wire: WireAcknowledgement): Acknowledgement {
  return { alarm: wire.Alarm, rfid: wire.RFID, by: wire.By, note: wire.Note, at: wire.At };
}
