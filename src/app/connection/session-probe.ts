import type { Refusal, RefusalProbe } from '../sse/refusal';

/** Asks `GET /api/session` why a stream was refused: 401 wants a sign-in, 429 and 503 want patience. */
export const askSession: RefusalProbe = async (status, signal) => {
  if (status === 401) return { kind: 'sign-in' };
  try {
    const answer = await fetch('/api/session', { signal, cache: 'no-store', headers: { Accept: 'application/json' } });
    return explain(answer);
  } catch {
    // Nobody answers there either, or the next attempt has begun.
    return { kind: 'unknown' };
  }
};

function explain(answer: Response): Refusal {
  if (answer.status === 401) return { kind: 'sign-in' };
  const seconds = Number(answer.headers.get('Retry-After') ?? NaN);
  const wantsPatience = (answer.status === 429 || answer.status === 503) && Number.isFinite(seconds);
  return wantsPatience ? { kind: 'wait', ms: seconds * 1_000 } : { kind: 'unknown' };
}
