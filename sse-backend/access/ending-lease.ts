import { Lease } from './lease.ts';

/** A timer of more than 24 days would run at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A lease that ends at a moment, in milliseconds since 1970. It keeps no process running. */
export function leaseUntil(at: number): Lease {
  const lease = new Lease();
  const wait = () => {
    const left = at - Date.now();
    if (left <= 0) lease.end('expired');
    else setTimeout(wait, Math.min(left, LONGEST_TIMER_MS)).unref();
  };
  wait();
  return lease;
}
