import { resolve } from 'node:path';
import type { DataFiles } from '../backup/backup.ts';
import { FLAGS, fromEnvironment } from '../config/server-flags.ts';
import { accessFileIn, logFileIn } from '../config/data-folder.ts';
import { readFlags } from '../config/flags.ts';
import { StartError } from '../start-error.ts';
import { DATA_FLAG, dataFolderOf } from './access-file.ts';
import type { CommandContext } from './command.ts';

/** What a backup is made of or restored to, and the backup. */
export interface FileCommand {
  readonly files: DataFiles;
  /** The whole path of the backup. */
  readonly backup: string;
}

/** What stands behind `backup` or `restore`: FILE, then flags. @throws StartError */
export function parseFileCommand(
  word: string,
  [file, ...flags]: readonly string[],
  context: CommandContext,
): FileCommand {
  if (file === undefined || file === '' || file.startsWith('-')) {
    throw new StartError(`FILE is missing: it is "${word} FILE", and flags behind it.`);
  }
  const given = readFlags({ demo: FLAGS.demo, ...DATA_FLAG }, flags);
  const folder = dataFolderOf(given.get('data'), context);
  const [demo] = [given.get('demo'), fromEnvironment('demo', context.environment)].flatMap(
    (each) => each?.at(-1) ?? [],
  );
  const files = { file: logFileIn(folder, demo === 'on'), accessFile: accessFileIn(folder) };
  return { files, backup: resolve(file) };
}
