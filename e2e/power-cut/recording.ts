import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileC } from '../../scripts/compiler.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { readOperations, type Operation } from './operations.ts';
import { LIVES, runWorkload, type ClientKnowledge } from './workload.ts';

/** All that is known of a workload. */
export interface Recording {
  /** The data directory. */
  readonly data: string;
  /** The operations of each process. */
  readonly lives: readonly (readonly Operation[])[];
  readonly knowledge: ClientKnowledge;
}

const KNOWLEDGE_FILE = 'clients.json';

/** Runs a workload and keeps it in a folder, for {@link readRecording}. */
export async function record(folder: string, requestsPerServer: number, random: SeededRandom): Promise<void> {
  const data = join(folder, 'data');
  const recorder = compileC(join(import.meta.dirname, 'recorder'), join(folder, 'recorder'), ['-shared', '-fPIC']);
  const place = { data, recorder, recordFileOf: (life: number) => recordFileIn(folder, life) };
  const knowledge = await runWorkload(place, requestsPerServer, random);
  writeFileSync(join(folder, KNOWLEDGE_FILE), JSON.stringify({ data, knowledge }));
}

export function readRecording(folder: string): Recording {
  const { data, knowledge } = JSON.parse(readFileSync(join(folder, KNOWLEDGE_FILE), 'utf8')) as Omit<
    Recording,
    'lives'
  >;
  const lives = Array.from({ length: LIVES }, (_, life) => readOperations(recordFileIn(folder, life)));
  return { data, lives, knowledge };
}

function recordFileIn(folder: string, life: number): string {
  return join(folder, `process-${life}.record`);
}
