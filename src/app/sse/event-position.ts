/** An id of the form `<epoch>-<sequence>`: the sequence rises with every event of the log that the epoch names. */
export interface EventPosition {
  readonly epoch: string;
  readonly sequence: number;
}

/** Reads `k3f9-1042`; `undefined` for an id of any other shape. */
export function readEventPosition(id: string): EventPosition | undefined {
  const match = /^([A-Za-z0-9]+)-(\d{1,15})$/.exec(id);
  return match?.[1] === undefined ? undefined : { epoch: match[1], sequence: Number(match[2]) };
}

/** Whether the event `id` is not after the event `place`; ids of other shapes, or of different logs, only if they are the same. */
export function isReached(id: string, place: string): boolean {
  if (id === place) return true;
  const [event, reached] = [readEventPosition(id), readEventPosition(place)];
  return event !== undefined && reached !== undefined && isAtOrBefore(event, reached);
}

/** Whether `position` is not after `other`. Places in different logs can't be compared: then it isn't. */
export function isAtOrBefore(position: EventPosition, other: EventPosition): boolean {
  return position.epoch === other.epoch && position.sequence <= other.sequence;
}
