import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { DatabaseSync } from 'node:sqlite';
import { openAccessDatabase } from '../access/access-database.ts';
import type { AuditAction } from '../access/audit-entry.ts';
import { AuditTable } from '../access/audit-table.ts';
import { TokenTable, type TokenRow } from '../access/token-table.ts';
import { FLAGS, fromEnvironment, refuseUnknownVariables } from '../config/server-flags.ts';
import { accessFileIn, defaultDataFolder } from '../config/data-folder.ts';
import { opening } from '../sqlite/opening.ts';
import { inTransaction } from '../sqlite/transaction.ts';
import { StartError } from '../start-error.ts';
import type { CommandContext } from './command.ts';

/** The flag that every command takes. */
export const DATA_FLAG = { data: FLAGS.data };

/** The file of tokens, open for a command. */
export interface AccessFile {
  readonly tokens: TokenTable;
  /** Puts what is done into the audit, by the user of the operating system. */
  record(action: AuditAction, subject: string): void;
}

/** The file of tokens in the directory that `--data` named, or in the server's. @throws StartError for `:memory:` */
export function accessFileOf(given: readonly string[] | undefined, context: CommandContext): string {
  return accessFileIn(dataFolderOf(given, context));
}

/**
 * The directory that was given, or is the server's when none was; `given` is what `--data` got.
 * @throws StartError for `:memory:`
 */
export function dataFolderOf(given: readonly string[] | undefined, context: CommandContext): string {
  refuseUnknownVariables(context.environment);
  const [folder] = [given, fromEnvironment('data', context.environment)].flatMap((values) => values?.at(-1) ?? []);
  if (folder !== ':memory:') return folder ?? defaultDataFolder(context.serverFolder);
  throw new StartError(
    'Invalid value ":memory:" for --data: a server in memory has no files; give server and command a directory.',
  );
}

/** Refuses to look for something in a file that isn't there. @throws StartError */
export function requireFile(file: string): void {
  if (existsSync(file)) return;
  throw new StartError(
    `There are no tokens, as there is no ${file}; give the server's --data, or make one with token add.`,
  );
}

/** Does something with the file of tokens, whole or not at all. @throws StartError also when the file can't be used */
export function withAccessFile<T>(file: string, { now }: CommandContext, work: (access: AccessFile) => T): T {
  const database = openAccessDatabase(file);
  try {
    return opening(file, 'the file of tokens', () =>
      inTransaction(database, () => work({ tokens: new TokenTable(database), record: recorder(database, now) })),
    );
  } finally {
    database.close();
  }
}

/** The token of a name that nobody has revoked. */
export function currentToken(tokens: TokenTable, name: string): TokenRow | undefined {
  return tokens.all().find((token) => token.name === name && token.revokedAt === undefined);
}

function recorder(database: DatabaseSync, now: () => number): AccessFile['record'] {
  const audit = new AuditTable(database);
  return (action, subject) => audit.add({ atMs: now(), who: userName(), action, subject, from: 'command line' });
}

/** A user without an entry in the system's list of users, as in a container, has a number alone. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
