import assert from 'node:assert/strict';

/** Sends a CSV to be imported; gives the path of the import. @throws AssertionError when it isn't taken */
export async function postImport(url: string, csv: string): Promise<string> {
  const headers = { 'Content-Type': 'text/csv' };
  const response = await fetch(`${url}/api/imports`, { method: 'POST', headers, body: csv });
  assert.equal(response.status, 202, await response.text());
  return response.headers.get('Location') ?? '';
}
