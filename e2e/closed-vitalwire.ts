import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Scope } from '../sse-backend/contract/access.ts';
import { addToken } from '../sse-backend/testing/test-tokens.ts';
import { Vitalwire } from './vitalwire.ts';

/** A server that lets in who has the token, and nobody else. */
export interface Closed {
  readonly vitalwire: Vitalwire;
  readonly token: string;
}

/** Starts one, ended with the test. */
export async function startClosed(
  test: TestContext,
  scopes: readonly Scope[],
  args: readonly string[] = [],
): Promise<Closed> {
  const vitalwire = await Vitalwire.startFor(test, args);
  return { vitalwire, token: await close(vitalwire, scopes) };
}

/** Makes a token, so that from now on nothing is open without one. */
export async function close(vitalwire: Vitalwire, scopes: readonly Scope[]): Promise<string> {
  // A running server would notice it only a moment later.
  await vitalwire.kill9();
  const token = addToken(join(vitalwire.data, 'access.sqlite'), { name: 'ann', scopes });
  await vitalwire.restart();
  return token;
}
