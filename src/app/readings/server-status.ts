import type { Threshold } from '@contract/status';
import type { StatusReport } from '@contract/status-report';

/** What the page needs to know of `GET /api/status`. */
export interface ServerStatus {
  /** The readings are made up. */
  readonly isDemo: boolean;
  /** After this long without a newer one, a reading is stale. */
  readonly staleAfterMs: number;
  /** The server's time, in ms since 1970; NaN when it didn't say. */
  readonly atMs: number;
  /** By what readings are judged; `undefined` while that isn't known. */
  readonly fever: Threshold | undefined;
  readonly hypothermia: Threshold | undefined;
}

/** What holds until the server has said otherwise. */
export const UNKNOWN_STATUS: ServerStatus = {
  isDemo: false,
  staleAfterMs: 60_000,
  atMs: NaN,
  fever: undefined,
  hypothermia: undefined,
};

/** Reads a status report; what is missing from it is unknown. */
export function parseServerStatus(value: unknown): ServerStatus {
  if (typeof value !== 'object' || value === null) return UNKNOWN_STATUS;
  const { Demo, StaleAfter, At, Fever, Hypothermia } = value as Partial<Record<keyof StatusReport, unknown>>;
  return {
    isDemo: Demo === true,
    staleAfterMs: typeof StaleAfter === 'number' && StaleAfter > 0 ? StaleAfter * 1_000 : UNKNOWN_STATUS.staleAfterMs,
    atMs: typeof At === 'string' ? Date.parse(At) : NaN,
    fever: parseThreshold(Fever),
    hypothermia: parseThreshold(Hypothermia),
  };
}

function parseThreshold(value: unknown): Threshold | undefined {
  const { On, Off } = (value ?? {}) as Record<string, unknown>;
  return typeof On === 'number' && typeof Off === 'number' ? { on: On, off: Off } : undefined;
}
