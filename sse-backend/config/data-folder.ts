import { join } from 'node:path';

/** Where data is kept unless `--data` says otherwise: beside server.ts, which stands in `serverFolder`. */
export function defaultDataFolder(serverFolder: string): string {
  return join(serverFolder, 'data');
}

/** The file with tokens, sign-outs and audit. */
export function accessFileIn(dataFolder: string): string {
  return join(dataFolder, 'access.sqlite');
}

/** The file with the log; a demo has one of its own. */
export function logFileIn(dataFolder: string, isDemo: boolean): string {
  return join(dataFolder, isDemo ? 'demo.sqlite' : 'log.sqlite');
}

/** The folder with the files that wait to be imported; a demo has one of its own. */
export function importsFolderIn(dataFolder: string, isDemo: boolean): string {
  return join(dataFolder, isDemo ? 'demo-imports' : 'log-imports');
}
