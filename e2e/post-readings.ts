import assert from 'node:assert/strict';
import { bearer } from './bearer.ts';

/** Posts readings at once, with a token where the server wants one; gives their ids. @throws AssertionError when they are not acknowledged */
export async function postReadings(
  url: string,
  readings: readonly object[],
  token?: string,
): Promise<readonly string[]> {
  const response = await fetch(`${url}/api/readings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...bearer(token) },
    body: JSON.stringify(readings),
  });
  const answer = await response.text();
  assert.equal(response.status, 201, answer);
  return (JSON.parse(answer) as { readonly Ids: string[] }).Ids;
}
