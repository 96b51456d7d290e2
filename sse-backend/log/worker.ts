// The thread in which SQLite runs, so that the event loop that serves the streams never waits for the disk.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { describeFailure } from '../sqlite/failure.ts';
import { opening } from '../sqlite/opening.ts';
import { StartError } from '../start-error.ts';
import { filesOfLog, openForReading, openForWriting } from './database.ts';
import { LogReader } from './reader.ts';
import type { WorkerCall, WorkerData, WorkerReply } from './worker-protocol.ts';
import { LogWriter } from './writer.ts';

const port = parentPort as MessagePort;
const { file, access, rules, retention, clock } = workerData as WorkerData;

try {
  const database =
    access === 'write' ? openForWriting(file, (migration) => reply({ id: 0, migration })) : openForReading(file);
  const files = () => (file === ':memory:' ? [] : filesOfLog(file));
  // In a damaged file the first statements fail, not the opening.
  const { reader, writer, head } = opening(file, 'a log', () => {
    const made = new LogReader(database);
    const first = access === 'write' ? new LogWriter(database, rules, retention, clock, files) : undefined;
    return { reader: made, writer: first, head: made.head() };
  });
  port.on('message', (call: WorkerCall) => port.postMessage(answer(call)));
  reply({ id: 0, head, value: writer?.progress });

  function answer({ id, target, method, args }: WorkerCall): WorkerReply {
    try {
      if (target === 'database') return { id, head: 0, value: database.close() };
      const part = { writer, reader, imports: reader.imports }[target];
      const value = (part as unknown as Record<string, (...given: unknown[]) => unknown>)[method]?.(...args);
      return { id, head: target === 'reader' ? reader.head() : 0, value };
    } catch (error) {
      return { id, failure: describeFailure(error) };
    }
  }
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  reply({ id: 0, failure: { kind: 'start', message: error.message } });
  port.close();
}

function reply(message: WorkerReply): void {
  port.postMessage(message);
}
