const REPLACEMENT = '\ufffd';
const REPLACEMENT_BYTES = [0xef, 0xbf, 0xbd];

/** Where the first bytes begin that are not UTF-8; `undefined` where all are. A character cut off at the end is not invalid. */
export function firstInvalidByte(bytes: Uint8Array): number | undefined {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true });
  let offset = 0;
  for (let from = 0, at; (at = text.indexOf(REPLACEMENT, from)) >= 0; from = at + 1) {
    offset += new TextEncoder().encode(text.slice(from, at)).length;
    // What can't be decoded reads as U+FFFD, which can also be meant.
    if (REPLACEMENT_BYTES.some((byte, index) => bytes[offset + index] !== byte)) return offset;
    offset += REPLACEMENT_BYTES.length;
  }
  return undefined;
}
