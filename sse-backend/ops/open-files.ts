import { StartError } from '../start-error.ts';

/** Open files that the server needs besides its streams: its threads and databases take some 45, requests some more. */
const OWN_FILES = 64;

/**
 * Returns a warning when the limit on open files is lower than --max-streams. A limit of just --max-streams is common, and the
 * files of the server itself leave it a few dozen streams short, so that it is no reason to warn at every start.
 * @throws StartError when it is too low to start at all
 */
export function openFilesWarning(maxStreams: number, limit = openFilesLimit()): string | undefined {
  if (limit < OWN_FILES) {
    throw new StartError(
      `The limit of ${limit} open files (ulimit -n) is too low to start; raise it to at least ${OWN_FILES}.`,
    );
  }
  if (maxStreams <= limit) return undefined;
  return (
    `this process may have ${limit} open files (ulimit -n), too few for --max-streams ${maxStreams}: further connections will ` +
    `be refused; raise the limit to at least ${maxStreams + OWN_FILES}, or lower --max-streams`
  );
}

/** The soft limit on open files. Node has raised it to the hard limit by then. `Infinity` where there is none. */
function openFilesLimit(): number {
  if (process.platform === 'win32') return Infinity;
  const { userLimits } = process.report.getReport() as {
    readonly userLimits?: { readonly open_files?: { readonly soft?: number | 'unlimited' } };
  };
  const soft = userLimits?.open_files?.soft;
  return typeof soft === 'number' ? soft : Infinity;
}
