/** Resident memory of a server in bytes, as it tells it itself. */
export async function residentBytes(url: string): Promise<number> {
  const response = await fetch(`${url}/metrics`);
  const [, bytes] = /^process_resident_memory_bytes (\d+)$/m.exec(await response.text()) ?? [];
  if (bytes === undefined) throw new Error(`${url}/metrics doesn't tell process_resident_memory_bytes`);
  return Number(bytes);
}

/** The middle one of some numbers: one sample more or less, taken in the midst of a collection, doesn't move it. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
