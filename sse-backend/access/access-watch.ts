import type { Authorize, Need, Route } from '../http/router.ts';
import { describeFailure, failureError } from '../sqlite/failure.ts';
import { FileWatch } from '../sqlite/file-watch.ts';
import { filesOfDatabase, OpenFiles } from '../sqlite/file-identity.ts';

/** Stays reachable, as it is where monitoring sees that something is wrong; it has numbers only. */
const METRICS_PATH = '/metrics';

/**
 * Notices when the open file of tokens, sign-outs and audit was deleted or replaced. Then a token that is revoked, by the command
 * line in the file that is there now, would still be let in; so no request is let in that needs the file.
 */
export class AccessWatch {
  readonly #watch: FileWatch | undefined;
  #failure: Error | undefined;

  /** `file` is open; there is nothing to watch for `:memory:`. `onFailure` is called when the file gets lost. */
  constructor(file: string, onFailure: (error: unknown) => void) {
    if (file === ':memory:') return;
    this.#watch = new FileWatch(new OpenFiles(filesOfDatabase(file)), {
      onInPlace: () => (this.#failure = undefined),
      onLost: (error) => {
        if (!this.#failure) onFailure(error);
        this.#failure = failureError(describeFailure(error), 'The store of tokens');
      },
    });
  }

  /** Wraps an admission, so that it lets nothing in that needs the file: what needs a scope, and signing in and out. */
  guard(authorize: Authorize, signInRoutes: readonly Route[]): Authorize {
    const signInPaths = new Set(signInRoutes.map(({ path }) => path));
    const needsFile = (path: string, need: Need) =>
      need === 'nothing' ? signInPaths.has(path) : path !== METRICS_PATH;
    return (arrival, need) => {
      if (this.#failure && needsFile(arrival.url.pathname, need)) throw this.#failure;
      return authorize(arrival, need);
    };
  }

  /** Looks now. @throws AppError `storage-unavailable` when the file is lost */
  async probe(): Promise<void> {
    await this.#watch?.look();
    if (this.#failure) throw this.#failure;
  }

  /** Resolves when nothing is reported any more. */
  async stop(): Promise<void> {
    await this.#watch?.stop();
  }
}
