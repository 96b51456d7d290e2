import { isIP } from 'node:net';

/** An address as sockets and proxies spell it (`::ffff:10.0.0.7`, `10.0.0.7:4711`, `[fd00::7]:4711`), without all that. */
export function plainAddress(text: string): string {
  if (!text.includes(':')) return text.toLowerCase();
  const [, inBrackets] = /^\[([^\]]+)\](?::\d+)?$/.exec(text) ?? [];
  const [, beforePort] = /^([\d.]+):\d+$/.exec(text) ?? [];
  const address = inBrackets ?? beforePort ?? text;
  return address.replace(/^::ffff:(?=[\d.]+$)/i, '').toLowerCase();
}

/** Whether an address is this machine's own. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}

/** By what one client is counted: in IPv6 it has all addresses of its /64 network (RFC 6177). */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [before = '', after = ''] = address.split('::');
  const first = before === '' ? [] : before.split(':');
  const last = after === '' ? [] : after.split(':');
  const zeros = Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0');
  return `${[...first, ...zeros, ...last].slice(0, 4).join(':')}::/64`;
}
