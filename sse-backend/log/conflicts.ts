import { decodeStored, differingField } from './content.ts';
import { identityKey, type Identity } from './identity.ts';
import type { AppendOutcome, NewReading } from './shapes.ts';

/** Sparse: the conflicts of an all-or-nothing append by index, with stored readings and among themselves. */
export function findConflicts(readings: readonly NewReading[], identity: Identity): AppendOutcome[] {
  if (identity.areAllNew(readings)) return [];
  const conflicts: AppendOutcome[] = [];
  const inRequest = new Map<string, NewReading>();
  readings.forEach((reading, index) => {
    if (reading.takenAtMs === undefined) return;
    const stored = identity.find(reading.rfid, reading.takenAtMs);
    const key = identityKey(reading.rfid, reading.takenAtMs);
    const first = stored ? decodeStored(stored) : inRequest.get(key);
    const field = first && differingField(first, reading);
    if (field) conflicts[index] = { kind: 'conflict', storedSequence: stored?.sequence, field };
    if (!first) inRequest.set(key, reading);
  });
  return conflicts;
}
