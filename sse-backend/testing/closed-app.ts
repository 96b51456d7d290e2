import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { NewToken } from '../access/token-table.ts';
import { tempFolder } from './temp-folder.ts';
import { startApp, type RunningApp } from './test-app.ts';
import { addToken } from './test-tokens.ts';

/** An app that lets in whoever has a token, and nobody else. */
export interface ClosedApp extends RunningApp {
  readonly accessFile: string;
  /** The first token. */
  readonly token: string;
}

/** Starts an app with its files in a folder of the test's own, and a token. */
export async function startClosed(
  test: TestContext,
  token: Partial<NewToken> = {},
  ...flags: string[]
): Promise<ClosedApp> {
  const folder = tempFolder(test);
  const accessFile = join(folder, 'access.sqlite');
  const text = addToken(accessFile, token);
  return { ...(await startApp(test, '--data', folder, ...flags)), accessFile, token: text };
}

/** The header with which a program shows its token. */
export function bearer(token: string): { readonly Authorization: string } {
  return { Authorization: `Bearer ${token}` };
}
