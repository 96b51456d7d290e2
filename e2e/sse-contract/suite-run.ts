import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readSuiteOutput, type SuiteResult } from './suite-output.ts';

/** A suite that told nothing of how the client did, and why. */
export class SuiteBroke extends Error {}

/**
 * Runs the suite's program until it ends, and prints what it prints.
 * @throws SuiteBroke when it can't be started, is ended by a signal, names no test case or fails without naming one that failed
 */
export async function runSuiteProgram(program: string, args: readonly string[]): Promise<SuiteResult> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    process.stdout.write(text);
  });
  const [code, signal] = (await once(child, 'close').catch((cause: unknown) => {
    throw new SuiteBroke(`The suite's program ${program} can't be started: ${String(cause)}.`, { cause });
  })) as [number | null, NodeJS.Signals | null];
  const { parts, failures } = readSuiteOutput(output);
  const end = signal === null ? `exited with ${code}` : `was ended by ${signal}`;
  if (parts.size === 0) throw new SuiteBroke(`The suite's program ${program} ${end} and printed no test case.`);
  if (code !== 0 && failures.length === 0) {
    throw new SuiteBroke(`The suite's program ${program} ${end}, but printed no test case that failed.`);
  }
  return { parts, failures, isPassed: code === 0 };
}
