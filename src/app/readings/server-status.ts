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
  /** What the server runs; `''` when it didn't say, as for the rest. */
  readonly version: string;
  /** The log's name. */
  readonly epoch: string;
  /** The place of the log's newest event when the server was asked. */
  readonly position: string;
  /** By what readings are judged; `undefined` while that isn't known. */
  readonly fever: Threshold | undefined;
  readonly hypothermia: Threshold | undefined;
}

/** What holds until the server has said otherwise. */
export const UNKNOWN_STATUS: ServerStatus = {
  isDemo: false,
  staleAfterMs: 60_000,
  atMs: NaN,
  version: '',
  epoch: '',
  position: '',
  fever: undefined,
  hypothermia: undefined,
};

/** Reads a status report; what is missing from it is unknown. */
export function parseServerStatus(value: unknown): ServerStatus {
  if (typeof value !== 'object' || value === null) return UNKNOWN_STATUS;
  const { Demo, StaleAfter, At, Version, Epoch, Position, Fever, Hypothermia } = value as Partial<
    Record<keyof StatusReport, unknown>
  >;
  return {
    isDemo: Demo === true,
    staleAfterMs: typeof StaleAfter === 'number' && StaleAfter > 0 ? StaleAfter * 1_000 : UNKNOWN_STATUS.staleAfterMs,
    atMs: Date.parse(textOf(At)),
    version: textOf(Version),
    epoch: textOf(Epoch),
    position: textOf(Position),
    fever: parseThreshold(Fever),
    hypothermia: parseThreshold(Hypothermia),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function parseThreshold(value: unknown): Threshold | undefined {
  const { On, Off } = (value ?? {}) as Record<string, unknown>;
  return typeof On === 'number' && typeof Off === 'number' ? { on: On, off: Off } : undefined;
}
