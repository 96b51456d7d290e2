import { askSession } from './session-probe';

describe('askSession', () => {
  const { signal } = new AbortController();

  function answer(status: number, headers: Record<string, string> = {}): void {
    spyOn(globalThis, 'fetch').and.resolveTo(new Response('', { status, headers }));
  }

  it('wants a sign-in where the session does', async () => {
    answer(401);
    expect(await askSession(undefined, signal)).toEqual({ kind: 'sign-in' });
  });

  it('does not ask when the refusal itself said so', async () => {
    answer(500);
    expect(await askSession(401, signal)).toEqual({ kind: 'sign-in' });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('waits as long as a busy server asks', async () => {
    answer(503, { 'Retry-After': '9' });
    expect(await askSession(undefined, signal)).toEqual({ kind: 'wait', ms: 9_000 });
  });

  it('knows nothing when the answer is any other, or none', async () => {
    answer(404);
    expect(await askSession(undefined, signal)).toEqual({ kind: 'unknown' });
    (fetch as jasmine.Spy).and.rejectWith(new TypeError('no network'));
    expect(await askSession(undefined, signal)).toEqual({ kind: 'unknown' });
  });
});
