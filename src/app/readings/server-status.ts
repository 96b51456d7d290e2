import type { Threshold } from '@contract/status';
import type { StatusReport } from '@contract/status-report';

/** What the page needs to know of `GET /api/status`. */
export interface ServerStatus {
  /** The readings are made up. */
  readonly isDemo: boolean;
  /** After this long without a newer one, a reading is stale. */
  readonly staleAfterMs: number;
  /** By what the server judges. */
  readonly fever: Threshold;
  readonly hypothermia: Threshold;
  /** The server's time, in ms since 1970; NaN when it didn't say. */
  readonly atMs: number;
}

/** What holds until the server has said otherwise. */
export const UNKNOWN_STATUS: ServerStatus = {
  isDemo: false,
  staleAfterMs: 60_000,
  fever: { on: 38, off: 37.8 },
  hypothermia: { on: 35, off: 35.2 },
  atMs: NaN,
};

/** Reads a status report; what is missing from it is unknown. */
export function parseServerStatus(value: unknown): ServerStatus {
  if (typeof value !== 'object' || value === null) return UNKNOWN_STATUS;
  const { Demo, StaleAfter, Fever, Hypothermia, At } = value as Partial<Record<keyof StatusReport, unknown>>;
  return {
    isDemo: Demo === true,
    staleAfterMs: typeof StaleAfter === 'number' && StaleAfter > 0 ? StaleAfter * 1_000 : UNKNOWN_STATUS.staleAfterMs,
    fever: parseThreshold(Fever) ?? UNKNOWN_STATUS.fever,
    hypothermia: parseThreshold(Hypothermia) ?? UNKNOWN_STATUS.hypothermia,
    atMs: typeof At === 'string' ? Date.parse(At) : NaN,
  };
}

function parseThreshold(value: unknown): Threshold | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { On, Off } = value as Partial<Record<'On' | 'Off', unknown>>;
  return typeof On === 'number' && typeof Off === 'number' ? { on: On, off: Off } : undefined;
}
