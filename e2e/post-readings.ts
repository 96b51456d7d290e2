import assert from 'node:assert/strict';

/** Posts readings at once; gives their ids. @throws AssertionError when they are not acknowledged */
export async function postReadings(url: string, readings: readonly object[]): Promise<readonly string[]> {
  const response = await fetch(`${url}/api/readings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(readings),
  });
  const answer = await response.text();
  assert.equal(response.status, 201, answer);
  return (JSON.parse(answer) as { readonly Ids: string[] }).Ids;
}
