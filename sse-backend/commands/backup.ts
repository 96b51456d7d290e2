import { backUp } from '../backup/backup.ts';
import { progressLine } from '../backup/progress-line.ts';
import { formatPosition } from '../contract/position.ts';
import { withAccessFile } from './access-file.ts';
import type { Command, CommandContext, CommandOutput } from './command.ts';
import { parseFileCommand } from './file-argument.ts';

/** `backup`: copies a server's files into one. */
export const BACKUP: Command = {
  words: ['backup'],
  usage: 'FILE [--demo]',
  meaning: 'copies the log, tokens and audit into one new file, while the server goes on',
  run: makeBackup,
};

async function makeBackup(args: readonly string[], context: CommandContext): Promise<CommandOutput> {
  const { files, backup } = parseFileCommand('backup', args, context);
  const tell = progressLine((line) => process.stderr.write(line), context.now);
  const { epoch, head } = await backUp(files, backup, tell);
  withAccessFile(files.accessFile, context, ({ record }) => record('backup', backup));
  return { text: `${backup} has everything up to ${formatPosition({ epoch, sequence: head })}.\n` };
}
