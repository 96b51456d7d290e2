import { type EventPosition, isAtOrBefore, readEventPosition } from './event-position';

/** Remembers the place a stream has reached: where to go on after a loss, and which events were there already. */
export class ResumePoint {
  private readonly ids: 'positions' | 'opaque';
  private position: EventPosition | undefined;
  private hasSourceSentId = false;
  private id: string;

  constructor(lastEventId: string, ids: 'positions' | 'opaque') {
    this.ids = ids;
    this.id = lastEventId;
    this.position = this.read(lastEventId);
  }

  /** What to ask the server for: everything after this event. `''`: nothing is known yet. */
  get lastEventId(): string {
    return this.id;
  }

  /** A new EventSource begins: it knows nothing of the ids before, so an empty one of its own means nothing yet. */
  startSource(): void {
    this.hasSourceSentId = false;
  }

  /** Whether what carries this id is new; if so, that is now the place reached. */
  admits(id: string): boolean {
    const position = this.read(id);
    if (position && this.position && isAtOrBefore(position, this.position)) return false;
    this.moveTo(id, position);
    return true;
  }

  /** After a gap the stream goes on from here, even if that is further back. */
  jump(id: string): void {
    this.position = undefined;
    if (id !== '') this.moveTo(id, this.read(id));
  }

  private moveTo(id: string, position: EventPosition | undefined): void {
    // [spec] HTML, 9.2.6: an empty `id:` resets the last event id. An EventSource also shows '' before the first one.
    if (id === '' && !this.hasSourceSentId) return;
    this.hasSourceSentId = true;
    this.id = id;
    this.position = position ?? this.position;
  }

  private read(id: string): EventPosition | undefined {
    return this.ids === 'positions' ? readEventPosition(id) : undefined;
  }
}
