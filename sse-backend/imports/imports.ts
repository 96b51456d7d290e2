import { AppError } from '../app-error.ts';
import type { Config } from '../config/config.ts';
import type { Route } from '../http/router.ts';
import type { EventLog } from '../log/event-log.ts';
import { StartError } from '../start-error.ts';
import type { StreamLimit } from '../stream/stream-limit.ts';
import { ImportFiles } from './import-files.ts';
import { ImportQueue } from './import-queue.ts';
import { importRoutes } from './import-routes.ts';
import { ImportStreams } from './import-streams.ts';
import type { QueueClock } from './queue-parts.ts';

/** What imports are made of. */
interface ImportsOptions {
  readonly config: Pick<Config, 'importsFolder' | 'maxUploadBytes'>;
  readonly log: Pick<EventLog, 'imports'>;
  readonly clock: QueueClock;
  readonly limit: StreamLimit;
  /** What is to be imported can't be for now. */
  readonly onFailure: (error: unknown) => void;
}

/** CSV files that are to become readings: received, carried out, told. */
export class Imports {
  readonly routes: readonly Route[];
  readonly #files: ImportFiles;
  readonly #queue: ImportQueue;
  readonly #streams: ImportStreams;

  /** Takes up what is not over. @throws StartError when the folder can't be used, or the log can't be read */
  static async open(options: ImportsOptions): Promise<Imports> {
    const files = ImportFiles.open(options.config.importsFolder);
    const imports = new Imports(files, options);
    try {
      await imports.#queue.start();
      return imports;
    } catch (error) {
      imports.close();
      throw error instanceof AppError ? cannotTakeUp(error) : error;
    }
  }

  private constructor(files: ImportFiles, { config, log, clock, limit, onFailure }: ImportsOptions) {
    const book = log.imports;
    const queue = new ImportQueue({ book, files, clock, onFailure });
    const streams = new ImportStreams({ book, queue });
    this.#files = files;
    this.#queue = queue;
    this.#streams = streams;
    this.routes = importRoutes({ book, files, queue, maxUploadBytes: config.maxUploadBytes }, streams, limit);
  }

  /** Ends streams cleanly, and stops what is being carried out where it is; the next start goes on there. */
  async stop(): Promise<void> {
    this.#streams.close();
    await this.#queue.close();
  }

  /** Nothing is received any more. */
  close(): void {
    this.#files.close();
  }
}

function cannotTakeUp(cause: AppError): StartError {
  return new StartError(
    `The imports in the log can't be read: ${cause.message} If it stays so, restore the log from a backup or give --data another directory.`,
    { cause },
  );
}
