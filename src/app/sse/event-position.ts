/** An id of the form `<epoch>-<sequence>`. The epoch identifies a log; the sequence increases with each of its events. */
export interface EventPosition {
  readonly epoch: string;
  readonly sequence: number;
}

/** Parses `k3f9-1042`; returns `undefined` for an id of any other form. */
export function readEventPosition(id: string): EventPosition | undefined {
  const match = /^([A-Za-z0-9]+)-(\d{1,15})$/.exec(id);
  return match?.[1] === undefined ? undefined : { epoch: match[1], sequence: Number(match[2]) };
}

/** Returns whether event `id` is at or before event `place`. Ids of other forms or different logs must be equal. */
export function isReached(id: string, place: string): boolean {
  if (id === place) return true;
  const [event, reached] = [readEventPosition(id), readEventPosition(place)];
  return event !== undefined && reached !== undefined && isAtOrBefore(event, reached);
}

/** Returns whether `position` is at or before `other`; false for positions of different logs. */
export function isAtOrBefore(position: EventPosition, other: EventPosition): boolean {
  return position.epoch === other.epoch && position.sequence <= other.sequence;
}

/** Last event id of a stream: where it resumes after a loss, and which events are repetitions. */
export class ResumePoint {
  private readonly ids: 'positions' | 'opaque';
  private position: EventPosition | undefined;
  private hasSourceSentId = false;
  private id: string;

  constructor(lastEventId: string, ids: 'positions' | 'opaque') {
    this.ids = ids;
    this.id = lastEventId;
    this.position = this.parse(lastEventId);
  }

  /** Id after which the stream resumes; `''` for none. */
  get lastEventId(): string {
    return this.id;
  }

  /** A new EventSource starts. It has no last event id yet, so its first empty ids are ignored. */
  startSource(): void {
    this.hasSourceSentId = false;
  }

  /** Advances to the id and returns true; returns false if the id is a repetition. */
  advanceTo(id: string): boolean {
    const position = this.parse(id);
    if (position && this.position && isAtOrBefore(position, this.position)) return false;
    this.moveTo(id, position);
    return true;
  }

  /** Resumes after this id from now on, even if it is before the current one: the server sent a gap. */
  jumpTo(id: string): void {
    this.position = undefined;
    if (id !== '') this.moveTo(id, this.parse(id));
  }

  private moveTo(id: string, position: EventPosition | undefined): void {
    // [spec] HTML, 9.2.6: an empty `id:` resets the last event id. An EventSource also reports '' before the first id.
    if (id === '' && !this.hasSourceSentId) return;
    this.hasSourceSentId = true;
    this.id = id;
    this.position = position ?? this.position;
  }

  private parse(id: string): EventPosition | undefined {
    return this.ids === 'positions' ? readEventPosition(id) : undefined;
  }
}
