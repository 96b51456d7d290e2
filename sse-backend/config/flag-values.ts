import { isIP } from 'node:net';
import type { Threshold } from '../contract/status.ts';
import { parseTemperature, toCelsius } from '../contract/temperature.ts';
import { StartError } from '../start-error.ts';

const MS_PER_UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const BYTES_PER_UNIT: Readonly<Record<string, number>> = { '': 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** A hundred years; beyond, dates run out of what JavaScript can hold. */
const LONGEST = '36500d';

/** Addresses that begin with the same `prefix` bits. */
export interface AddressRange {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** A whole number within bounds. @throws StartError, like everything here */
export function wholeNumber(flag: string, text: string, lowest: number, highest: number): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (value >= lowest && value <= highest) return value;
  throw invalid(flag, text, `a whole number from ${lowest} to ${highest}`);
}

/** `1ms`, `60s`, `3m`, `12h` or `30d` within bounds, in milliseconds. */
export function duration(flag: string, text: string, lowest = '0s', highest = LONGEST): number {
  const value = milliseconds(text);
  if (value >= milliseconds(lowest) && value <= milliseconds(highest)) return value;
  throw invalid(flag, text, `a time from ${lowest} to ${highest}, such as 500ms, 60s, 3m, 12h or 30d`);
}

/** Bytes, or KiB, MiB, GiB, from 1 to a maximum. */
export function bytes(flag: string, text: string, highest = '1024GiB'): number {
  const value = byteCount(text);
  if (value >= 1 && value <= byteCount(highest)) return value;
  throw invalid(flag, text, `a number of bytes from 1 to ${highest}, such as 65536, 512KiB or 1MiB`);
}

/** `38.0C:37.8C`, in °C; the state lies `above` or `below` ON, and OFF on the other side of it, or at it. */
export function hysteresis(flag: string, text: string, side: 'above' | 'below'): Threshold {
  const [on, off, ...rest] = text.split(':').map((part) => parseTemperature(part));
  if (!on || !off || rest.length > 0) throw invalid(flag, text, 'two temperatures ON:OFF such as 38.0C:37.8C');
  const threshold = { on: toCelsius(on), off: toCelsius(off) };
  const isRightWay = side === 'above' ? threshold.off <= threshold.on : threshold.off >= threshold.on;
  if (isRightWay) return threshold;
  throw invalid(flag, text, `an OFF ${side === 'above' ? 'not above' : 'not below'} its ON`);
}

/** One of a few words. */
export function oneOf<const T extends string>(flag: string, text: string, words: readonly T[]): T {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw invalid(flag, text, `one of ${words.join(', ')}`);
}

/** An origin as browsers send it: scheme, host and port, nothing behind. */
export function origin(flag: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url !== undefined && /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, '');
  // The URL parser takes a star for a character of a name; no page has such an origin.
  if (text.includes('*')) throw invalid(flag, text, 'one origin without wildcards, such as https://ward.example.org');
  if (isOrigin) return url.origin;
  throw invalid(flag, text, 'an origin such as https://ward.example.org');
}

/** An http or https URL, as it was given. */
export function webAddress(flag: string, text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && !url.hostname.includes('*') && url.search === '' && url.hash === '')
    return text;
  throw invalid(flag, text, 'an address such as https://login.example.org/realms/ward');
}

/** An address or a range of them: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`. */
export function addressRange(flag: string, text: string): AddressRange {
  const [, address = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  const bits = family === 4 ? 32 : 128;
  const prefix = Number(length ?? bits);
  if (family !== 0 && prefix <= bits) return { address, prefix, family: family === 4 ? 'ipv4' : 'ipv6' };
  throw invalid(flag, text, 'an address or a range such as 10.0.0.7 or 10.0.0.0/8');
}

/** NaN for a text that isn't a time. */
function milliseconds(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,15}(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? [];
  return Number(number) * (MS_PER_UNIT[unit] ?? NaN);
}

/** NaN for a text that isn't a number of bytes. */
function byteCount(text: string): number {
  const [, number = '', unit = 'none'] = /^(\d{1,12}) ?(|KiB|MiB|GiB)$/.exec(text) ?? [];
  return Number(number) * (BYTES_PER_UNIT[unit] ?? NaN);
}

function invalid(flag: string, text: string, expected: string): StartError {
  return new StartError(`Invalid value ${JSON.stringify(text)} for ${flag}: expected ${expected}.`);
}
