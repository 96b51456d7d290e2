import type { TokenRow } from '../access/token-table.ts';
import { formatInstant } from '../contract/instant.ts';
import { readFlags } from '../config/flags.ts';
import { accessFileOf, DATA_FLAG, requireFile, withAccessFile } from './access-file.ts';
import type { Command, CommandContext, CommandOutput } from './command.ts';

const HEADER = ['NAME', 'SCOPES', 'CREATED', 'EXPIRES', 'LAST USED', 'STATE'];

/** `token list`: who was given what, the oldest token first. */
export const TOKEN_LIST: Command = {
  words: ['token', 'list'],
  usage: '',
  meaning: 'prints all tokens that were ever made, without what is secret about them',
  run: listTokens,
};

function listTokens(args: readonly string[], context: CommandContext): CommandOutput {
  const given = readFlags(DATA_FLAG, args);
  const file = accessFileOf(given.get('data'), context);
  requireFile(file);
  const rows = withAccessFile(file, context, ({ tokens }) => tokens.all());
  return { text: formatTable([HEADER, ...rows.map((row) => toCells(row, context.now()))]) };
}

/** Times in UTC: to the minute, of the last use the day. */
function toCells(token: TokenRow, now: number): readonly string[] {
  const { name, scopes, createdAt, expiresAt, usedAt } = token;
  return [
    name,
    scopes.join(','),
    toMinute(createdAt),
    expiresAt === undefined ? 'never' : toMinute(expiresAt),
    usedAt === undefined ? 'never' : formatInstant(usedAt).slice(0, 10),
    stateOf(token, now),
  ];
}

function stateOf({ revokedAt, expiresAt }: TokenRow, now: number): string {
  if (revokedAt !== undefined) return `revoked ${toMinute(revokedAt)}`;
  return expiresAt !== undefined && expiresAt <= now ? 'expired' : 'active';
}

function toMinute(ms: number): string {
  return `${formatInstant(ms).slice(0, 16)}Z`;
}

/** Columns as wide as the widest of their cells. */
function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}
