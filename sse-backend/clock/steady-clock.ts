import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SteadyReading } from './clock-rules.ts';

/** Linux: the time since the machine started, suspended time included, and the name of that start. */
const UPTIME_FILE = '/proc/uptime';
const BOOT_FILE = '/proc/sys/kernel/random/boot_id';

/**
 * The machine's steady clock. On Linux it goes on while no server runs, until the machine is restarted; elsewhere it lasts for
 * this process. The file is read rather than `os.uptime()`: libfaketime sets the latter.
 */
export function openSteadyClock(): () => SteadyReading {
  const origin = readBootId();
  if (origin !== undefined) return () => ({ origin, elapsedMs: readUptimeMs() });
  const own = randomUUID();
  return () => ({ origin: own, elapsedMs: Math.floor(performance.now()) });
}

/** `undefined` where the system has none. */
function readBootId(): string | undefined {
  try {
    const origin = readFileSync(BOOT_FILE, 'latin1').trim();
    return origin !== '' && Number.isFinite(readUptimeMs()) ? origin : undefined;
  } catch {
    return undefined;
  }
}

function readUptimeMs(): number {
  return Math.round(Number.parseFloat(readFileSync(UPTIME_FILE, 'latin1')) * 1000);
}
