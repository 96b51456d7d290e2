/** A timer heeds neither a clock that is set nor a machine's sleep, and one of more than 24 days would run at once. */
const LOOK_EVERY_MS = 60_000;

/**
 * Calls `then` once when the clock has come to `at`, at the latest a minute after it has jumped there, and never before this
 * returns. `now` gives milliseconds since 1970. Gives what calls it off; it keeps no process running.
 */
export function whenClockReaches(at: number, now: () => number, then: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    timer = setTimeout(() => (now() < at ? wait() : then()), Math.max(0, Math.min(at - now(), LOOK_EVERY_MS))).unref();
  };
  wait();
  return () => clearTimeout(timer);
}
