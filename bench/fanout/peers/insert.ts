// The plain way to store: an INSERT per reading, durable as SQLite makes it, on the thread that serves.
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { announce } from './announce.ts';

interface Reading {
  readonly Name: string;
  readonly Temparature: string;
  readonly RFID: string;
  readonly TakenAt: string;
}

const [, , file = ':memory:'] = process.argv;
const database = new DatabaseSync(file);
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
database.exec(
  'CREATE TABLE readings (id INTEGER PRIMARY KEY, name TEXT, temperature TEXT, rfid TEXT, taken_at TEXT, UNIQUE (rfid, taken_at))',
);
const insert = database.prepare('INSERT INTO readings (name, temperature, rfid, taken_at) VALUES (?, ?, ?, ?)');

// A thread that is busy with storing finds connections idle that aren't.
const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
  text(request)
    .then((body) => {
      const readings = [JSON.parse(body)].flat() as Reading[];
      for (const { Name, Temparature, RFID, TakenAt } of readings) insert.run(Name, Temparature, RFID, TakenAt);
      response.writeHead(201).end();
    })
    .catch(() => response.destroy());
});
announce(server.listen(0, '127.0.0.1'));
