const PEOPLE = 300;

/** How many people a client with a filter follows. */
const FOLLOWED = 240;

/** Whose reading is at a place of the log, which has nothing but the soak's readings, in the order in which they were sent. */
export function tagOf(sequence: number): string {
  return `R${sequence % PEOPLE}`;
}

/** What a client asks for. */
export interface Audience {
  /** Of the stream's URL. */
  readonly query: string;
  readonly wants: (sequence: number) => boolean;
}

/** A client without a filter. */
export const EVERYONE: Audience = { query: '', wants: () => true };

/** A client that follows some people, from a given one on. */
export function followers(first: number): Audience {
  const tags = new Set(Array.from({ length: FOLLOWED }, (_, index) => tagOf(first + index)));
  const query = `?${new URLSearchParams([...tags].map((tag) => ['rfid', tag])).toString()}`;
  return { query, wants: (sequence) => tags.has(tagOf(sequence)) };
}
