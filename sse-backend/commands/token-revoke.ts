import { formatInstant } from '../contract/instant.ts';
import type { TokenTable } from '../access/token-table.ts';
import { readFlags } from '../config/flags.ts';
import { StartError } from '../start-error.ts';
import { accessFileOf, currentToken, DATA_FLAG, requireFile, withAccessFile } from './access-file.ts';
import type { Command, CommandContext, CommandOutput } from './command.ts';

const FLAGS = { name: { takes: 'N', default: 'none', meaning: 'whose token' }, ...DATA_FLAG };

/** More would fill the screen. */
const MOST_NAMES = 10;

/** `token revoke`: lets nobody in with a token any more, and ends the streams that were opened with it. */
export const TOKEN_REVOKE: Command = {
  words: ['token', 'revoke'],
  usage: '--name N',
  meaning: 'revokes a token; a running server lets nobody in with it from then on, and ends its streams',
  run: revokeToken,
};

function revokeToken(args: readonly string[], context: CommandContext): CommandOutput {
  const given = readFlags(FLAGS, args);
  const name = given.get('name')?.at(-1);
  if (name === undefined) throw new StartError('--name is missing: token revoke takes --name N; see token list.');
  const file = accessFileOf(given.get('data'), context);
  requireFile(file);
  withAccessFile(file, context, ({ tokens, record }) => {
    const token = currentToken(tokens, name);
    if (!token) throw unknownName(tokens, name);
    tokens.revoke(token.id, context.now());
    record('token-revoke', name);
  });
  return { text: `${JSON.stringify(name)} is revoked; a running server lets nobody in with it after a second.\n` };
}

function unknownName(tokens: TokenTable, name: string): StartError {
  const all = tokens.all();
  const seen = JSON.stringify(name.slice(0, 100));
  const revokedAt = all.findLast((token) => token.name === name)?.revokedAt;
  if (revokedAt !== undefined) {
    return new StartError(`--name ${seen} was revoked at ${formatInstant(revokedAt)} already; there is nothing to do.`);
  }
  const current = all.filter((token) => token.revokedAt === undefined).map((token) => JSON.stringify(token.name));
  const names = current.slice(0, MOST_NAMES).join(', ') + (current.length > MOST_NAMES ? ', …' : '');
  const remedy = current.length > 0 ? `there are ${names}; see token list` : 'all there were are revoked';
  return new StartError(`--name ${seen} is nobody's token; ${remedy}.`);
}
