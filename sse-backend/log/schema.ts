import type { DatabaseSync } from 'node:sqlite';
import { CLOCK_MARKS_SQL } from '../clock/clock-marks.ts';
import { migrateTo, type Migration } from '../sqlite/migrate.ts';
import { celsiusOfStored } from './content.ts';

/** "VITW": marks a file as a log. */
export const LOG_APPLICATION_ID = 0x56495457;

/** The log's schema, a step a version. */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;

   CREATE TABLE events (
     sequence INTEGER PRIMARY KEY,
     type TEXT NOT NULL,
     rfid TEXT NOT NULL,
     taken_at INTEGER,
     stored_at INTEGER NOT NULL,
     data TEXT NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX event_identity ON events (rfid, taken_at) WHERE taken_at IS NOT NULL;
   CREATE INDEX event_by_stored_at ON events (stored_at);

   CREATE TABLE people (
     rfid TEXT PRIMARY KEY,
     sequence INTEGER NOT NULL,
     taken_at INTEGER NOT NULL,
     stored_at INTEGER NOT NULL,
     data TEXT NOT NULL,
     status TEXT NOT NULL,
     since INTEGER NOT NULL,
     alarm TEXT
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX person_by_stored_at ON people (stored_at);

   CREATE TABLE alarms (
     alarm TEXT PRIMARY KEY,
     rfid TEXT NOT NULL,
     name TEXT NOT NULL,
     kind TEXT NOT NULL,
     raised_at INTEGER NOT NULL,
     ended_at INTEGER,
     peak TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;`,

  // History of everyone by TakenAt, and the newest events of a tag or of a rare type: without these, each would go
  // through the whole table while every other reader waits.
  `CREATE INDEX event_by_taken_at ON events (taken_at, sequence) WHERE taken_at IS NOT NULL;
   CREATE INDEX event_by_rfid ON events (rfid, sequence, type);
   CREATE INDEX event_by_rare_type ON events (type, sequence) WHERE type NOT IN ('message', 'backfill');`,

  // Who has seen an alarm (`acknowledgement` is the sequence of the event that says so), and a list of each kind of alarms
  // in its order. `max` of two is NULL where one of them is, so the last index has only what is over and acknowledged.
  `ALTER TABLE alarms ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;
   UPDATE alarms SET sequence = CAST(substr(alarm, instr(alarm, '-') + 1) AS INTEGER);
   ALTER TABLE alarms ADD COLUMN acknowledgement INTEGER;
   ALTER TABLE alarms ADD COLUMN acknowledged_at INTEGER;
   ALTER TABLE alarms ADD COLUMN acknowledged_by TEXT;
   ALTER TABLE alarms ADD COLUMN note TEXT;
   CREATE INDEX alarm_by_raised_at ON alarms (raised_at, sequence);
   CREATE INDEX alarm_by_rfid ON alarms (rfid, raised_at, sequence);
   CREATE INDEX alarm_open ON alarms (raised_at, sequence) WHERE ended_at IS NULL;
   CREATE INDEX alarm_unacknowledged ON alarms (raised_at, sequence) WHERE acknowledged_at IS NULL;
   CREATE INDEX alarm_by_settled_at ON alarms (max(ended_at, acknowledged_at))
     WHERE max(ended_at, acknowledged_at) IS NOT NULL;`,

  // A person's trend is read from the index alone: 518,400 readings in 30 ms, where parsing their rows takes seconds.
  // SQLite's indexes can't be unique in their first columns only, so that an identity stands once is the writer's to see
  // to (it looks before it stores anyway, to tell a repeat from a conflict); what stays unique here is the exact repeat.
  `DROP INDEX event_identity;
   ALTER TABLE events ADD COLUMN celsius REAL;
   UPDATE events SET celsius = celsius_of_stored(data) WHERE taken_at IS NOT NULL;
   CREATE UNIQUE INDEX event_identity ON events (rfid, taken_at, celsius) WHERE taken_at IS NOT NULL;`,

  // Imports, their events and the rows they refused: in the log's file, so that rows and the place in the file that they are
  // of are one commit. A stream without imported readings finds the next event behind a million of them by the first index.
  // They are in no index by tag and sequence: it would cost an import of many people a page a row, half of all it writes.
  `CREATE INDEX event_not_imported ON events (sequence) WHERE type <> 'backfill';
   DROP INDEX event_by_rfid;
   CREATE INDEX event_by_rfid ON events (rfid, sequence, type) WHERE type <> 'backfill';

   CREATE TABLE imports (
     sequence INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     created_at INTEGER NOT NULL,
     file_name TEXT,
     sent_by TEXT NOT NULL,
     total_bytes INTEGER NOT NULL,
     columns TEXT NOT NULL,
     header TEXT NOT NULL,
     phase TEXT NOT NULL,
     bytes INTEGER NOT NULL,
     line INTEGER NOT NULL,
     accepted INTEGER NOT NULL,
     duplicates INTEGER NOT NULL,
     rejected INTEGER NOT NULL,
     events INTEGER NOT NULL,
     errors_told INTEGER NOT NULL,
     started_at INTEGER,
     ended_at INTEGER,
     outcome TEXT,
     reason TEXT
   ) STRICT;
   CREATE INDEX import_by_created_at ON imports (created_at, sequence);
   CREATE INDEX import_unfinished ON imports (sequence) WHERE ended_at IS NULL;
   CREATE INDEX import_by_ended_at ON imports (ended_at) WHERE ended_at IS NOT NULL;

   CREATE TABLE import_events (
     import INTEGER NOT NULL,
     number INTEGER NOT NULL,
     type TEXT NOT NULL,
     data TEXT NOT NULL,
     PRIMARY KEY (import, number)
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE import_refused (
     import INTEGER NOT NULL,
     number INTEGER NOT NULL,
     line INTEGER NOT NULL,
     record TEXT NOT NULL,
     reason TEXT NOT NULL,
     PRIMARY KEY (import, number)
   ) STRICT, WITHOUT ROWID;`,

  // A person's live readings form a chain in the order of sequences, from the latest (in `people`) back: `previous` is the
  // sequence of the one before, 0 in the first. Whatever isn't in a chain came late or is no reading, and rare. Of those that
  // are here already all up to the latest are in it: which were late can't be told where retention has removed others.
  // An index by tag and sequence of them all cost a commit a page a reading, half of what it wrote.
  `ALTER TABLE events ADD COLUMN previous INTEGER;
   UPDATE events SET previous = chain.previous FROM (
     SELECT events.sequence, lag(events.sequence, 1, 0) OVER (PARTITION BY rfid ORDER BY events.sequence) AS previous
     FROM events JOIN people USING (rfid) WHERE type = 'message' AND events.sequence <= people.sequence
   ) AS chain WHERE events.sequence = chain.sequence;
   DROP INDEX event_by_rfid;
   CREATE INDEX event_apart ON events (rfid, sequence, type, previous) WHERE type <> 'backfill' AND previous IS NULL;`,

  // How an import's file writes units, dates and times, where that isn't clear from the file.
  `ALTER TABLE imports ADD COLUMN formats TEXT NOT NULL DEFAULT '';`,

  // Retention goes by counted time and by times of storing (settled_at): what users are shown as times may come of a wrong clock.
  `${CLOCK_MARKS_SQL}
   ALTER TABLE alarms ADD COLUMN settled_at INTEGER;
   UPDATE alarms SET settled_at = max(ended_at, acknowledged_at);
   DROP INDEX alarm_by_settled_at;
   CREATE INDEX alarm_by_settled_at ON alarms (settled_at) WHERE settled_at IS NOT NULL;
   ALTER TABLE imports ADD COLUMN settled_at INTEGER;
   UPDATE imports SET settled_at = ended_at;
   DROP INDEX import_by_ended_at;
   CREATE INDEX import_by_settled_at ON imports (settled_at) WHERE settled_at IS NOT NULL;`,

  // Audit entries, written in the same commit as the change that they report, then copied to the audit's file and removed. Each
  // caller has one open entry per address, which counts the stored readings of a minute.
  `CREATE TABLE audit_outbox (
     number INTEGER PRIMARY KEY,
     opened_at INTEGER NOT NULL,
     at INTEGER NOT NULL,
     who TEXT NOT NULL,
     action TEXT NOT NULL,
     subject TEXT NOT NULL,
     origin TEXT NOT NULL,
     is_open INTEGER NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX audit_outbox_open ON audit_outbox (who, origin) WHERE is_open = 1;`,
];

/**
 * Brings an open log to the newest schema, or to that of fewer `steps`; the longest step takes 5.5 s for every million events
 * (measured on two cores). @throws StartError when the file can't be used
 */
export function migrate(
  database: DatabaseSync,
  file: string,
  steps: readonly string[] = MIGRATIONS,
  onBegin: (migration: Migration) => void = () => undefined,
): void {
  database.function('celsius_of_stored', { deterministic: true }, (data) => celsiusOfStored(String(data)));
  migrateTo({ applicationId: LOG_APPLICATION_ID, steps }, database, file, onBegin);
}
