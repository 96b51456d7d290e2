import { isLoopbackAddress, networkOf } from '../http/addresses.ts';
import { ANONYMOUS, LOCAL } from '../http/principal.ts';
import { AppError } from '../app-error.ts';
import type { RequestContext } from '../http/request-context.ts';

/** One token in all sensors or pages of a ward is a lot; without a bound it could take all streams that there are. */
const MOST_PER_PRINCIPAL = 1000;

/** The same for somebody who needs no token. By address only here: a whole ward that has signed in may stand behind one. */
const MOST_PER_ADDRESS = 100;

/** How many event streams one party may have open. */
interface Share {
  /** Who shares them; `undefined` for this machine, which has only the limit for all. */
  readonly key: string | undefined;
  readonly most: number;
  readonly refusal: string;
}

/** Those of one party that are open. */
interface OpenStreams {
  count: number;
  /** What to do when one of them closes, the same for all: there may be thousands. */
  readonly onClose: () => void;
}

/** How many event streams may be open at once, in all and of one party. */
export class StreamLimit {
  readonly #most: number;
  /** `undefined`: those of this machine. */
  readonly #openByKey = new Map<string | undefined, OpenStreams>();
  #open = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Streams open now, of every kind. */
  get open(): number {
    return this.#open;
  }

  /** Refuses what would be one stream too many. @throws AppError `too-many-streams`, `too-many-streams-of-yours` */
  check(context: RequestContext): void {
    if (this.#open >= this.#most) {
      throw new AppError(
        'too-many-streams',
        `${this.#open} streams are open, as many as this server takes (--max-streams); come back in a moment.`,
      );
    }
    const { key, most, refusal } = shareOf(context);
    if (key === undefined || (this.#openByKey.get(key)?.count ?? 0) < most) return;
    throw new AppError('too-many-streams-of-yours', refusal);
  }

  /** Counts a stream until its connection closes. @throws AppError like {@link check} */
  take(context: RequestContext): void {
    this.check(context);
    const { key } = shareOf(context);
    const open = this.#openByKey.get(key) ?? { count: 0, onClose: () => this.#drop(key, open) };
    this.#openByKey.set(key, open);
    open.count += 1;
    this.#open += 1;
    context.response.on('close', open.onClose);
  }

  #drop(key: string | undefined, open: OpenStreams): void {
    open.count -= 1;
    this.#open -= 1;
    if (open.count === 0) this.#openByKey.delete(key);
  }
}

function shareOf({ principal, from }: RequestContext): Share {
  if (principal.key !== LOCAL.key && principal.key !== ANONYMOUS.key) {
    const refusal =
      `${MOST_PER_PRINCIPAL} streams of ${JSON.stringify(principal.name)} are open, as many as one may have; close some, or ` +
      'have a token for each device.';
    return { key: principal.key, most: MOST_PER_PRINCIPAL, refusal };
  }
  const isOfThisMachine = principal.key === LOCAL.key || isLoopbackAddress(from);
  const refusal =
    `${MOST_PER_ADDRESS} streams from ${from} are open, as many as one address may have without signing in; close some, or ` +
    'sign in.';
  return { key: isOfThisMachine ? undefined : networkOf(from), most: MOST_PER_ADDRESS, refusal };
}
