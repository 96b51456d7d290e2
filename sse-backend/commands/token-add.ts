import type { NewToken } from '../access/token-table.ts';
import { oneOf, duration } from '../config/flag-values.ts';
import { SCOPES, type Scope } from '../contract/access.ts';
import { formatInstant } from '../contract/instant.ts';
import { readFlags } from '../config/flags.ts';
import { StartError } from '../start-error.ts';
import { accessFileOf, currentToken, DATA_FLAG, withAccessFile } from './access-file.ts';
import type { Command, CommandContext, CommandOutput } from './command.ts';

const FLAGS = {
  name: { takes: 'N', default: 'none', meaning: 'who gets the token' },
  scope: { takes: 'S', default: 'none', meaning: 'what they may do' },
  expires: { takes: 'T', default: 'never', meaning: 'for how long' },
  ...DATA_FLAG,
};

/** Letters that need no care in a table, a header or a shell; no space at either end, where nobody would see it. */
const NAME = /^(?! )[A-Za-z0-9 ._-]{1,64}(?<! )$/;

/** `token add`: makes a token. */
export const TOKEN_ADD: Command = {
  words: ['token', 'add'],
  usage: '--name N --scope S[,S] [--expires T]',
  meaning: `makes a token and prints it, this once; S: ${SCOPES.join(', ')}; T: 90d, 12h, never when left away`,
  run: addToken,
};

function addToken(args: readonly string[], context: CommandContext): CommandOutput {
  const given = readFlags(FLAGS, args);
  const token: NewToken = {
    name: parseName(given.get('name')?.at(-1)),
    scopes: parseScopes(given.get('scope')),
    expiresAt: expiry(given.get('expires')?.at(-1), context.now()),
  };
  const file = accessFileOf(given.get('data'), context);
  const text = withAccessFile(file, context, ({ tokens, record }) => {
    if (currentToken(tokens, token.name)) throw taken(token.name);
    record('token-add', token.name);
    return tokens.add(token, context.now());
  });
  const until = token.expiresAt === undefined ? '' : `, until ${formatInstant(token.expiresAt)}`;
  const hint = `${JSON.stringify(token.name)} may ${token.scopes.join(', ')}${until}. The token is shown only now.\n`;
  return { text: `${text}\n`, hint };
}

function parseName(text: string | undefined): string {
  if (text === undefined) throw new StartError('--name is missing: token add takes --name N and --scope S.');
  if (NAME.test(text)) return text;
  throw new StartError(
    `Invalid value ${JSON.stringify(text.slice(0, 100))} for --name: expected 1 to 64 of A-Z a-z 0-9 . _ - and inner spaces.`,
  );
}

function parseScopes(texts: readonly string[] | undefined): readonly Scope[] {
  if (!texts) {
    throw new StartError(`--scope is missing: it takes one or more of ${SCOPES.join(', ')}, with commas between them.`);
  }
  const given = texts.flatMap((text) => text.split(',')).map((text) => oneOf('--scope', text.trim(), SCOPES));
  return SCOPES.filter((scope) => given.includes(scope));
}

function expiry(text: string | undefined, now: number): number | undefined {
  return text === undefined ? undefined : now + duration('--expires', text, '1s');
}

function taken(name: string): StartError {
  const seen = JSON.stringify(name);
  return new StartError(
    `--name ${seen} is taken; choose another, or revoke that token first (token revoke --name ${seen}).`,
  );
}
