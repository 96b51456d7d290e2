import { runToEnd, ServerProcess } from '../../sse-backend/testing/server-process.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { Load } from './load.ts';
import { ReadingSource } from './reading-source.ts';
import { Requests, type SentRequest } from './requests.ts';

/** How each of the servers ends; the next one starts on the data that it left. */
const ENDS = ['kill', 'stop', 'kill'] as const;

/** Processes that are recorded: one that makes a token, then the servers. */
export const LIVES = ENDS.length + 1;

/** Rows that each server imports, for each request that it is sent: several commits. */
const ROWS_PER_REQUEST = 15;

/** Where a workload has its files. */
export interface WorkloadPlace {
  /** The data directory. */
  readonly data: string;
  /** The library that records. */
  readonly recorder: string;
  recordFileOf(life: number): string;
}

/** What the clients of a workload know: the token and all that they sent. */
export interface ClientKnowledge {
  readonly token: string;
  readonly requests: readonly SentRequest[];
}

/** Runs servers one after the other on the same data, recorded and under load, each until `requests` have been answered. */
export async function runWorkload(
  place: WorkloadPlace,
  requestsPerServer: number,
  random: SeededRandom,
): Promise<ClientKnowledge> {
  const token = await addToken(place);
  const requests = new Requests();
  const importedRows = requestsPerServer * ROWS_PER_REQUEST;
  const source = new ReadingSource(random);
  for (const [index, end] of ENDS.entries()) {
    const life = index + 1;
    const environment = Object.entries(environmentOf(place, life)).map(([name, value]) => `${name}=${value}`);
    const server = await ServerProcess.start(['--data', place.data], ['env', ...environment]);
    requests.moveTo(server.url, life);
    const load = new Load({ url: server.url, requests, token, source, importedRows, random });
    await load.untilAnswered(requestsPerServer);
    // While requests are under way.
    const ended = end === 'kill' ? server.kill9() : server.stop();
    await load.end();
    await ended;
  }
  return { token, requests: requests.sent };
}

async function addToken(place: WorkloadPlace): Promise<string> {
  const args = ['token', 'add', '--name', 'ward', '--scope', 'write,operate', '--data', place.data];
  const { code, stdout, stderr } = await runToEnd(args, environmentOf(place, 0));
  if (code !== 0) throw new Error(`No token could be made: ${stderr}`);
  return stdout.trim();
}

function environmentOf({ recorder, data, recordFileOf }: WorkloadPlace, life: number): Record<string, string> {
  return { LD_PRELOAD: recorder, RECORD_DATA: data, RECORD_TO: recordFileOf(life) };
}
