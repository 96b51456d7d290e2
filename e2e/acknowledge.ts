import assert from 'node:assert/strict';

/** Acknowledges alarms as another screen would. */
export async function acknowledge(url: string, alarms: readonly string[]): Promise<void> {
  for (const alarm of alarms) {
    const response = await fetch(`${url}/api/acknowledgements`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ Alarm: alarm, Note: '' }),
    });
    assert.ok(response.ok, await response.text());
  }
}
