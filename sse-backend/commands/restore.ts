import { restore } from '../backup/restore.ts';
import { formatPosition } from '../contract/position.ts';
import { withAccessFile } from './access-file.ts';
import type { Command, CommandContext, CommandOutput } from './command.ts';
import { parseFileCommand } from './file-argument.ts';

/** `restore`: puts a backup in the place of a server's files. */
export const RESTORE: Command = {
  words: ['restore'],
  usage: 'FILE [--demo]',
  meaning: 'puts a backup in the place of the files of a stopped server, which are kept aside',
  run: restoreBackup,
};

const UNSEALED =
  'Warning: this backup is from a version that wrote no checksum, so damage to its content may have gone unnoticed; back up again.\n';

async function restoreBackup(args: readonly string[], context: CommandContext): Promise<CommandOutput> {
  const { files, backup } = parseFileCommand('restore', args, context);
  const { madeAt, epoch, head, aside, isSealed } = await restore(files, backup);
  withAccessFile(files.accessFile, context, ({ record }) => record('restore', backup));
  const kept = aside === undefined ? '' : `What was there is in ${aside}.\n`;
  return {
    text: `Restored what there was at ${madeAt}, up to ${formatPosition({ epoch, sequence: head })}.\n${kept}`,
    hint: `${isSealed ? '' : UNSEALED}The log has a new name, so clients are told of a gap. Everybody has to sign in again; see token list.\n`,
  };
}
