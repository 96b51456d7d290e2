import { readdirSync, readFileSync } from 'node:fs';

/** What `/proc` counts CPU time in, on every Linux that Node runs on: USER_HZ. */
const TICKS_PER_SECOND = 100;

/** CPU seconds that a process has used, of all its threads, user and system. [proc(5): fields 14 and 15 of stat] */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The second field is the program's name, in brackets, and may have spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** CPU seconds that all programs of the machine have used, user and system. [proc(5): stat] */
export function machineCpuSeconds(): number {
  const [, user = 0, nice = 0, system = 0] = readFileSync('/proc/stat', 'latin1').split(/\s+/, 4).map(Number);
  return (user + nice + system) / TICKS_PER_SECOND;
}

/** Resident memory of a process in bytes. */
export function residentBytes(pid: number): number {
  const [, kilobytes] = /^Rss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1')) ?? [];
  return Number(kilobytes) * 1024;
}

/** Files and connections that a process has open. */
export function openHandles(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

/** The processes that a process has started. */
export function childrenOf(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1');
  return children.split(' ').filter(Boolean).map(Number);
}
