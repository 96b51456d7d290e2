import type { SseGap, SseHeartbeat } from './sse-message';

/** Reads an `event: heartbeat`; what its data doesn't say is as in a stream that is up to date. */
export function parseHeartbeat(id: string, data: string, receivedAt: number): SseHeartbeat {
  const fields = parseObject(data);
  const behind = Number(fields['Behind']);
  return {
    id,
    at: Date.parse(textOf(fields['At'])),
    receivedAt,
    head: textOf(fields['Head']),
    behind: Number.isSafeInteger(behind) && behind > 0 ? behind : 0,
  };
}

/** Reads the data of an `event: gap`. One that can't be read is still a gap: its fields are then `''`. */
export function parseGap(data: string): SseGap {
  const fields = parseObject(data);
  return {
    requested: textOf(fields['Requested']),
    reason: textOf(fields['Reason']),
    oldestKept: textOf(fields['OldestKept']),
    resumesAt: textOf(fields['ResumesAt']),
  };
}

function parseObject(data: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
