import { readFileSync, statSync } from 'node:fs';
import { StartError } from '../../start-error.ts';

const OTHERS = 0o007;

/**
 * The secret in a file, without the newline that editors put behind it. The file's group may read it: that is how services
 * are given secrets. @throws StartError
 */
export function readClientSecret(file: string): string {
  const { secret, mode } = read(file);
  // On Windows the mode says nothing.
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
    throw new StartError(`--oidc-client-secret-file ${file} is open to every user; run "chmod 600 ${file}".`);
  }
  if (secret === '')
    throw new StartError(`--oidc-client-secret-file ${file} is empty; write the client's secret into it.`);
  return secret;
}

function read(file: string): { readonly secret: string; readonly mode: number } {
  try {
    return { secret: readFileSync(file, 'utf8').trim(), mode: statSync(file).mode };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`--oidc-client-secret-file ${file} can't be read (${why}).`, { cause });
  }
}
