import type { ImportDone, ImportLineError, ImportProgress } from '@contract/import';

import { parseJson } from '../http/json-api';
import { readEventPosition } from '../sse/event-position';
import type { SseEvent } from '../sse.service';

/** What the stream of an import has told so far. */
export interface ImportStory {
  /** The number of its last event; they rise by one from 1. */
  readonly number: number;
  readonly progress: ImportProgress | undefined;
  /** Why nothing moves for now; '' while it does. */
  readonly problem: string;
  readonly errors: readonly ImportLineError[];
  readonly done: ImportDone | undefined;
}

/** Before its first event. */
export const UNTOLD: ImportStory = { number: 0, progress: undefined, problem: '', errors: [], done: undefined };

/** The story with some more events: those that were told before are left out, as after a loss they may come again. */
export function tellOn(story: ImportStory, events: readonly SseEvent[]): ImportStory {
  const errors: ImportLineError[] = [];
  const told = events.reduce((before, event) => takeEvent(before, event, errors), story);
  return errors.length === 0 ? told : { ...told, errors: [...story.errors, ...errors] };
}

/** An event that can't be read is passed over: it must not keep the others from the page. */
function takeEvent(story: ImportStory, { type, id, data }: SseEvent, errors: ImportLineError[]): ImportStory {
  const number = readEventPosition(id)?.sequence ?? 0;
  const isNew = number > story.number;
  const value = parseObject(data);
  if (!value) return isNew ? { ...story, number } : story;
  if (type === 'progress') {
    const progress = value as ImportProgress;
    // A progress with a problem isn't kept, and so has no number: an EventSource gives it the id of the event before.
    if (progress.Problem !== undefined) return { ...story, problem: progress.Problem };
    return isNew ? { ...story, number, progress, problem: '' } : story;
  }
  if (!isNew) return story;
  if (type === 'line-error') errors.push(value as ImportLineError);
  return type === 'done' ? { ...story, number, done: value as ImportDone, problem: '' } : { ...story, number };
}

function parseObject(text: string): object | undefined {
  const value = parseJson(text);
  return typeof value === 'object' && value !== null ? value : undefined;
}
