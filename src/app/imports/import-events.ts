import type { ImportDone, ImportLineError, ImportProgress } from '@contract/import';

import { parseJson } from '../http/json-api';
import { readEventPosition } from '../sse/event-position';
import type { SseEvent } from '../sse.service';

/** The content of an import's event stream so far. */
export interface ImportEvents {
  /** Number of the last event; the first is 1. */
  readonly number: number;
  readonly progress: ImportProgress | undefined;
  /** Why the import is waiting; '' while it is running. */
  readonly problem: string;
  readonly errors: readonly ImportLineError[];
  readonly done: ImportDone | undefined;
}

/** The state before the first event. */
export const NO_EVENTS: ImportEvents = { number: 0, progress: undefined, problem: '', errors: [], done: undefined };

/** Applies events, without those already applied: after a reconnect the server may repeat them. */
export function applyEvents(state: ImportEvents, events: readonly SseEvent[]): ImportEvents {
  const errors: ImportLineError[] = [];
  const applied = events.reduce((before, event) => applyEvent(before, event, errors), state);
  return errors.length === 0 ? applied : { ...applied, errors: [...state.errors, ...errors] };
}

/** Skips an event that can't be parsed, so that the others are still shown. */
function applyEvent(state: ImportEvents, { type, id, data }: SseEvent, errors: ImportLineError[]): ImportEvents {
  const number = readEventPosition(id)?.sequence ?? 0;
  const isNew = number > state.number;
  const value = parseObject(data);
  if (!value) return isNew ? { ...state, number } : state;
  if (type === 'progress') {
    const progress = value as ImportProgress;
    // The server doesn't store a progress event with a problem, so it has no id: EventSource gives it the id of the event before.
    if (progress.Problem !== undefined) return { ...state, problem: progress.Problem };
    return isNew ? { ...state, number, progress, problem: '' } : state;
  }
  if (!isNew) return state;
  if (type === 'line-error') errors.push(value as ImportLineError);
  return type === 'done' ? { ...state, number, done: value as ImportDone, problem: '' } : { ...state, number };
}

function parseObject(text: string): object | undefined {
  const value = parseJson(text);
  return typeof value === 'object' && value !== null ? value : undefined;
}
