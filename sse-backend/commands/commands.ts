import { StartError } from '../start-error.ts';
import { BACKUP } from './backup.ts';
import { CLOCK_CONFIRM } from './clock-confirm.ts';
import type { Command, CommandContext, CommandOutput } from './command.ts';
import { RESTORE } from './restore.ts';
import { TOKEN_ADD } from './token-add.ts';
import { TOKEN_LIST } from './token-list.ts';
import { TOKEN_REVOKE } from './token-revoke.ts';

const COMMANDS: readonly Command[] = [TOKEN_ADD, TOKEN_LIST, TOKEN_REVOKE, BACKUP, RESTORE, CLOCK_CONFIRM];

/**
 * Runs the command that the command line names; `undefined` when it names none, so that a server is meant.
 * @throws StartError for what is impossible
 */
export function runCommand(
  args: readonly string[],
  context: CommandContext,
): CommandOutput | Promise<CommandOutput> | undefined {
  const [first] = args;
  const namesakes = COMMANDS.filter(({ words }) => words[0] === first);
  if (namesakes.length === 0) return undefined;
  if (args.includes('--help')) return { text: helpOf(namesakes) };
  const command = namesakes.find(({ words }) => words.every((word, index) => args[index] === word));
  if (command) return command.run(args.slice(command.words.length), context);
  const seen = JSON.stringify(args.slice(0, 2).join(' '));
  throw new StartError(`${seen} is no command; use ${namesakes.map(({ words }) => words.join(' ')).join(', ')}.`);
}

/** The part of `--help` that tells of commands. */
export function commandsHelp(): string {
  return helpOf(COMMANDS);
}

function helpOf(commands: readonly Command[]): string {
  const rows = commands.map(
    ({ words, usage, meaning }) => `  ${[...words, usage].join(' ').trim()}\n      ${meaning}\n`,
  );
  return `vitalwire COMMAND [--data DIR], while a server runs or not\n\n${rows.join('')}`;
}
