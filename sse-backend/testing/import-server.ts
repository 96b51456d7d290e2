import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AuditEntry } from '../access/audit-entry.ts';
import { refuseUnknownPath, route } from '../http/router.ts';
import { createHttpServer } from '../http/server.ts';
import { ImportFiles } from '../imports/import-files.ts';
import type { ImportParts } from '../imports/import-parts.ts';
import { ImportQueue } from '../imports/import-queue.ts';
import { importRoutes } from '../imports/import-routes.ts';
import { ImportStreams, type ImportStreamTimes } from '../imports/import-streams.ts';
import type { ImportStore } from '../log/import-store.ts';
import type { EventLog } from '../log/event-log.ts';
import { encodeRows } from '../log/import-rows.ts';
import type { ImportRow } from '../contract/import-row.ts';
import type { NewImport } from '../log/import-shapes.ts';
import { StreamLimit } from '../stream/stream-limit.ts';
import { letIn } from './let-in.ts';
import { auditIn } from './logged-audit.ts';
import { tempFolder } from './temp-folder.ts';
import { openLog } from './test-log.ts';

/** The time at which its imports happen. */
const NOW = Date.parse('2026-11-20T09:15:10.000Z');

/** Parts that a test puts in the place of the real ones, and times of its own. */
export interface ImportServerOptions extends ImportStreamTimes, Partial<Pick<ImportParts, 'queue' | 'maxUploadBytes'>> {
  /** Takes the place of some of what the log's imports do. */
  readonly override?: (book: ImportStore) => Partial<ImportParts['book']>;
  /** Bytes free on the disk. */
  readonly freeBytes?: () => Promise<number>;
}

/** The routes of imports over real HTTP and a real log, with nobody who carries imports out: that is for the test to do. */
export class ImportServer {
  readonly url: string;
  readonly port: number;
  readonly book: ImportStore;
  readonly streams: ImportStreams;
  readonly limit: StreamLimit;
  readonly log: EventLog;
  /** Where files are kept. */
  readonly folder: string;
  /** The server's ends of all connections made so far. */
  readonly sockets: readonly Socket[];
  /** Failures that are not the client's fault. */
  readonly failures: readonly unknown[];

  private constructor(parts: Omit<ImportServer, 'url' | 'create' | 'store' | 'audit'>) {
    this.url = `http://127.0.0.1:${parts.port}`;
    this.port = parts.port;
    this.book = parts.book;
    this.streams = parts.streams;
    this.limit = parts.limit;
    this.log = parts.log;
    this.folder = parts.folder;
    this.sockets = parts.sockets;
    this.failures = parts.failures;
  }

  /** Serves until the test is over. */
  static async startFor(test: TestContext, options: ImportServerOptions = {}): Promise<ImportServer> {
    const folder = join(tempFolder(test), 'imports');
    const files = ImportFiles.open(folder);
    const log = await openLog(test, { file: ':memory:', now: () => NOW });
    const failures: unknown[] = [];
    const onFailure = (error: unknown) => failures.push(error);
    const book = { ...allOf(log.imports), ...options.override?.(log.imports) };
    const queue =
      options.queue ??
      idle(
        new ImportQueue({ book: log.imports, files, clock: { now: log.now, isServerBehind: () => false }, onFailure }),
      );
    const streams = new ImportStreams({ book, queue }, options);
    const receiving: ImportParts['files'] = {
      receive: (id) => files.receive(id),
      remove: (id) => files.remove(id),
      freeBytes: options.freeBytes ?? (() => files.freeBytes()),
    };
    const maxUploadBytes = options.maxUploadBytes ?? 2 ** 31;
    const limit = new StreamLimit(100);
    const routes = importRoutes({ book, queue, files: receiving, maxUploadBytes }, streams, limit);
    const server = createHttpServer({ handle: route(routes, refuseUnknownPath, letIn), onFailure });
    const sockets: Socket[] = [];
    server.on('connection', (socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    test.after(() => {
      streams.close();
      server.close().closeAllConnections();
    });
    const { port } = server.address() as AddressInfo;
    return new ImportServer({ port, book: log.imports, streams, limit, log, folder, sockets, failures });
  }

  /** An import whose file nobody sees; what a test doesn't care for is a file of 1,000 bytes that Ann sent. */
  async create(fields: Partial<NewImport> = {}): Promise<string> {
    const id = fields.id ?? 'import0001';
    const header = 'Name,Temperature,RFID';
    const given = { fileName: 'a.csv', by: 'Ann', totalBytes: 1000, columns: '', formats: '', header };
    await this.book.create({ id, ...given, ...fields });
    return id;
  }

  /** What was done to imports, for the audit. */
  audit(): Promise<AuditEntry[]> {
    return auditIn(this.log);
  }

  /** Stores rows of an import, of which each is a byte long. */
  async store(id: string, rows: readonly ImportRow[]): Promise<void> {
    const place = (await this.book.find(id))?.place ?? { bytes: 0, line: 1 };
    const to = { bytes: place.bytes + rows.length, line: place.line + rows.length };
    const columns = { name: 'Name', temperature: 'Temperature' };
    await this.book.append({ id, from: place.bytes, to, rows: encodeRows(rows), count: rows.length, columns });
  }
}

/** A row that is refused. */
export function refusedRow(line: number, record: string, value = '99C', reason = 'is too hot'): ImportRow {
  return { kind: 'refused', line, record, errors: [{ column: 'Temperature', value, reason }] };
}

function allOf(book: ImportStore): ImportParts['book'] {
  return {
    create: (job, actor) => book.create(job, actor),
    find: (id) => book.find(id),
    page: (query) => book.page(query),
    unfinished: () => book.unfinished(),
    eventsAfter: (id, number, limit) => book.eventsAfter(id, number, limit),
    refusedAfter: (id, number, limit) => book.refusedAfter(id, number, limit),
    onEvents: (listener) => book.onEvents(listener),
  };
}

function idle(queue: ImportQueue): ImportParts['queue'] {
  return {
    wake: () => undefined,
    cancel: (id, actor) => queue.cancel(id, actor),
    problemOf: (id) => queue.problemOf(id),
    onProblem: (listener) => queue.onProblem(listener),
  };
}
