import type { Acknowledgement } from '@contract/alarm';
import { decodeAcknowledgement, type WireAcknowledgement } from '@contract/alarm-wire';

import { parseJson } from '../http/json-api';
import { type LatestReading, parseReading } from './latest-reading';
import type { SseEvent } from '../sse.service';

/** An event of the log, read. `id` is its position. */
export type FeedEvent =
  | { readonly kind: 'reading'; readonly id: string; readonly reading: LatestReading }
  | { readonly kind: 'acknowledgement'; readonly id: string; readonly acknowledgement: Acknowledgement };

const ACKNOWLEDGEMENT_FIELDS = ['Alarm', 'RFID', 'By', 'Note', 'At'];

/** Reads an event of the stream; `undefined` when it holds nothing that we know: it must not keep the others from the page. */
export function parseFeedEvent({ type, id, data }: SseEvent): FeedEvent | undefined {
  const value = parseJson(data);
  if (type === 'acknowledgement') {
    return isWireAcknowledgement(value)
      ? { kind: 'acknowledgement', id, acknowledgement: decodeAcknowledgement(value) }
      : undefined;
  }
  const reading = parseReading(value);
  return reading && { kind: 'reading', id, reading };
}

function isWireAcknowledgement(value: unknown): value is WireAcknowledgement {
  if (typeof value !== 'object' || value === null) return false;
  return ACKNOWLEDGEMENT_FIELDS.every((name) => typeof (value as Record<string, unknown>)[name] === 'string');
}
