import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../app-error.ts';
import type { ImportState } from '../contract/import.ts';
import type { ImportJob } from '../log/import-shapes.ts';
import { ask, refusal, type Answer } from '../testing/ask.ts';
import { bearer, startClosed } from '../testing/closed-app.ts';
import { ImportServer } from '../testing/import-server.ts';
import { RawConnection } from '../testing/raw-connection.ts';
import { revokeToken } from '../testing/test-tokens.ts';
import { untilFiles } from '../testing/until-files.ts';

const HEADER = 'Name,Temperature,RFID,TakenAt\n';
const CSV = `${HEADER}Ann,36.6C,R1,2026-11-20T09:00:00Z\n`;
const MIB = 1024 * 1024;

function post(url: string, body: string | Buffer, query = '', headers: Record<string, string> = {}): Promise<Answer> {
  return ask(`${url}/api/imports${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/csv', ...headers },
    body,
  });
}

function detailOf({ text: body }: Answer): string {
  return (JSON.parse(body) as { readonly detail: string }).detail;
}

/** An upload of which the test sends one piece after the other; in chunks unless its length is said. */
function openUpload(url: string, headers: Record<string, string | number> = {}): ClientRequest {
  const options = { method: 'POST', agent: false, headers: { 'Content-Type': 'text/csv', ...headers } };
  const upload = request(`${url}/api/imports`, options).on('error', () => undefined);
  upload.flushHeaders();
  return upload;
}

async function answerTo(upload: ClientRequest): Promise<readonly [number | undefined, string]> {
  const [response] = (await once(upload, 'response')) as [IncomingMessage];
  const { code = 'none' } = JSON.parse(await text(response)) as { readonly code?: string };
  return [response.statusCode, code];
}

test('a file is answered with its import once it is on disk, whole and for its owner alone', async (t) => {
  const server = await ImportServer.startFor(t);
  const answer = await post(server.url, CSV, '?file=ward%207.csv');
  const [job] = await server.book.unfinished();
  const id = job?.id ?? '';
  assert.match(id, /^[a-z][a-z0-9]{9}$/);
  assert.deepEqual([answer.status, answer.headers.location], [202, `/api/imports/${id}`]);
  assert.deepEqual(JSON.parse(answer.text) as ImportState, {
    Id: id,
    File: 'ward 7.csv',
    By: 'local',
    CreatedAt: '2026-11-20T09:15:10.000Z',
    Phase: 'queued',
    Rows: 0,
    Accepted: 0,
    Duplicates: 0,
    Rejected: 0,
    Bytes: 0,
    TotalBytes: CSV.length,
    Percent: 0,
  });
  assert.equal(job?.header, HEADER.trimEnd());
  assert.deepEqual(readdirSync(server.folder), [`${id}.csv`]);
  const file = join(server.folder, `${id}.csv`);
  assert.equal(readFileSync(file, 'utf8'), CSV);
  if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(await server.audit(), [{ who: 'local', action: 'import', subject: id, from: '127.0.0.1' }]);
});

test('a file that comes in pieces, cut anywhere, is the same file', async (t) => {
  const server = await ImportServer.startFor(t);
  const upload = openUpload(server.url);
  const file = Buffer.from(`\ufeffRFID;Temparature;"Name"\r\nR1;36,6C;Zoë\r\n`);
  for (const byte of file) {
    upload.write(Buffer.of(byte));
    await nextTurn();
  }
  upload.end();
  assert.deepEqual(await answerTo(upload), [202, 'none']);
  const [job] = await server.book.unfinished();
  assert.equal(job?.header, 'RFID;Temparature;"Name"');
  assert.deepEqual(readFileSync(join(server.folder, `${job.id}.csv`)), file);
});

test('the name of a file is only told, whatever it says, and one that can not be shown is refused', async (t) => {
  const server = await ImportServer.startFor(t);
  for (const name of ['../../etc/passwd', '/dev/null', 'C:\\ward.csv', '<b>.csv', 'ß'.repeat(255), '%00']) {
    const answer = await post(server.url, CSV, `?file=${encodeURIComponent(name)}`);
    assert.equal((JSON.parse(answer.text) as ImportState).File, name);
  }
  assert.ok(readdirSync(server.folder).every((name) => /^[a-z0-9]{10}\.csv$/.test(name)));
  for (const name of ['a\nb', 'a\0', 'ß'.repeat(256), 'gpj.\u202ecsv', '\u200b', 'a\u200b.csv', '\u2800']) {
    const answer = await post(server.url, CSV, `?file=${encodeURIComponent(name)}`);
    assert.deepEqual(refusal(answer), [400, 'invalid-parameter']);
  }
});

test('the name of a file is kept in NFC: macOS sends it decomposed', async (t) => {
  const server = await ImportServer.startFor(t);
  const answer = await post(server.url, CSV, `?file=${encodeURIComponent('Zoe\u0308.csv')}`);
  assert.equal((JSON.parse(answer.text) as ImportState).File, 'Zo\u00eb.csv');
});

test('columns that the file calls otherwise are given with it', async (t) => {
  const server = await ImportServer.startFor(t);
  const file = 'Who,Temperature,"Tag, new"\nAnn,36.6C,R1\n';
  assert.deepEqual(refusal(await post(server.url, file)), [422, 'invalid-csv']);
  const columns = 'Name:Who,RFID:Tag%2C new';
  const { status } = await post(server.url, file, `?columns=${encodeURIComponent(columns)}`);
  const [job] = await server.book.unfinished();
  assert.deepEqual([status, job?.columns], [202, columns]);
  const malformed = await post(server.url, file, '?columns=Person');
  assert.deepEqual(refusal(malformed), [400, 'invalid-parameter']);
  assert.match(detailOf(malformed), /^\?columns="Person": .+; write e\.g\. Name:Person,RFID:Tag/);
});

test('what the file writes in its own way is said with it, and kept', async (t) => {
  const server = await ImportServer.startFor(t);
  assert.equal((await post(server.url, CSV, '?unit=C&dates=DD.MM.YYYY&zone=Europe/Berlin')).status, 202);
  assert.equal((await post(server.url, CSV)).status, 202);
  const kept = (await server.book.unfinished()).map(({ formats }) => formats);
  assert.deepEqual(kept, ['unit=C&dates=DD.MM.YYYY&zone=Europe%2FBerlin', '']);
  for (const [query, detail] of [
    ['unit=K', '?unit="K": it is unknown; use one of C, F.'],
    ['dates=DD/MM/YYYY', '?dates="DD/MM/YYYY": it is unknown; use one of DD.MM.YYYY, MM/DD/YYYY, YYYY-MM-DD.'],
    ['zone=Berlin', '?zone="Berlin": it is unknown; write the name of a time zone, e.g. Europe/Berlin.'],
    ['unit=C&unit=F', '?unit="C,F": it is given more than once; give it once.'],
  ]) {
    const answer = await post(server.url, CSV, `?${query}`);
    assert.deepEqual([refusal(answer), detailOf(answer)], [[400, 'invalid-parameter'], detail]);
  }
});

test('what is not sent as CSV is refused, with a line that sends it', async (t) => {
  const server = await ImportServer.startFor(t);
  for (const type of ['application/json', 'text/csv; charset=windows-1252', '']) {
    const answer = await post(server.url, CSV, '', { 'Content-Type': type });
    assert.deepEqual([refusal(answer), answer.headers['accept-post']], [[415, 'unsupported-media-type'], 'text/csv']);
    const line = `curl -X POST -T readings.csv -H 'Content-Type: text/csv' ${server.url}/api/imports`;
    assert.equal(
      detailOf(answer),
      `Content-Type ${JSON.stringify(type)} is not text/csv in UTF-8; send it with ${line}.`,
    );
  }
  const zipped = await post(server.url, CSV, '', { 'Content-Encoding': 'gzip' });
  assert.deepEqual(refusal(zipped), [415, 'unsupported-media-type']);
});

for (const [what, start, told] of [
  ['an image', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /^The file is no text/],
  ['UTF-16', Buffer.from(`\ufeff${CSV}`, 'utf16le'), /UTF-16/],
  ['a header that is not UTF-8', Buffer.from('Name,K\xf6rper\n', 'latin1'), /^Byte 6 \(0xF6\) is not UTF-8/],
  ['a first line without the columns', Buffer.from('Person,Value\n'), /"Person", "Value"/],
  [
    'a time that is not used',
    Buffer.from('Name,Temperature,RFID,Date\n'),
    /^Line 1: "Date" looks like a time, but would/,
  ],
  ['a line without an end', Buffer.alloc(17 * 1024, 'x'), /^There is no end of the header within the first 16384 char/],
  [
    'a header of that length',
    Buffer.from(`Name,Temperature,RFID${',x'.repeat(9000)}\n`),
    /^There is no end of the header/,
  ],
] as const) {
  test(`${what} is refused as soon as it shows, and nothing is left of it`, async (t) => {
    const server = await ImportServer.startFor(t);
    const upload = openUpload(server.url, { 'Content-Length': 2 ** 30 });
    upload.write(start);
    const [response] = (await once(upload, 'response')) as [IncomingMessage];
    const { code, detail } = JSON.parse(await text(response)) as { readonly code: string; readonly detail: string };
    assert.deepEqual([response.statusCode, code], [422, 'invalid-csv']);
    assert.match(detail, told);
    assert.deepEqual([readdirSync(server.folder), await server.book.unfinished()], [[], []]);
    upload.destroy();
  });
}

test('a file without a header is refused at its end, be it empty or a single line', async (t) => {
  const server = await ImportServer.startFor(t);
  for (const file of [
    '',
    '\ufeff',
    '\n\r\n',
    'Name,Temperature',
    '"Name,Temperature,RFID',
    'Name,Temperature,RFI\xc3',
  ]) {
    assert.deepEqual(refusal(await post(server.url, Buffer.from(file, 'latin1'))), [422, 'invalid-csv'], file);
  }
  assert.equal((await post(server.url, 'Name,Temperature,RFID')).status, 202);
  assert.equal(readdirSync(server.folder).length, 1);
});

test('a file that says that it is too large is refused before a byte of it is asked for', async (t) => {
  const server = await ImportServer.startFor(t, { maxUploadBytes: CSV.length });
  const client = await RawConnection.openFor(t, server.port);
  const fields = ['Content-Type: text/csv', 'Expect: 100-continue'];
  client.read().request('POST /api/imports HTTP/1.1', ...fields, `Content-Length: ${CSV.length + 1}`);
  await client.until((seen) => seen.includes('"code":"body-too-large"'));
  assert.match(client.text, /^HTTP\/1\.1 413 /);
  assert.match(client.text, /has 65 bytes, more than the 64 that are taken \(--max-upload\)/);
  const next = await RawConnection.openFor(t, server.port);
  next.read().request('POST /api/imports HTTP/1.1', ...fields, `Content-Length: ${CSV.length}`);
  await next.until((seen) => seen.startsWith('HTTP/1.1 100 Continue\r\n\r\n'));
  next.write(CSV);
  await next.until((seen) => seen.includes('HTTP/1.1 202 Accepted'));
});

test('a file that does not say how large it is is refused when it gets too large', async (t) => {
  const server = await ImportServer.startFor(t, { maxUploadBytes: CSV.length });
  const upload = openUpload(server.url);
  upload.write(CSV);
  await untilFiles(server.folder, (names) => names.length > 0);
  upload.write('x');
  assert.deepEqual(await answerTo(upload), [413, 'body-too-large']);
  assert.deepEqual(readdirSync(server.folder), []);
  upload.destroy();
});

test('of an upload that is cut nothing is left', async (t) => {
  const server = await ImportServer.startFor(t);
  const upload = openUpload(server.url, { 'Content-Length': 2 * CSV.length });
  upload.write(CSV);
  await untilFiles(server.folder, (names) => names.length > 0);
  assert.match(readdirSync(server.folder).join(), /^[a-z0-9]{10}\.csv\.part$/);
  upload.destroy();
  await untilFiles(server.folder, (names) => names.length === 0);
  assert.deepEqual([await server.book.unfinished(), server.failures], [[], []]);
});

test('an upload that brings no byte for a minute is over', async (t) => {
  // Its time is turned by hand: on a busy machine a short silence would be over before the first byte has come.
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const server = await ImportServer.startFor(t);
  const upload = openUpload(server.url);
  upload.write(CSV);
  await untilFiles(server.folder, (names) => names.some((name) => statSync(join(server.folder, name)).size > 0));
  await nextTurn();
  t.mock.timers.tick(60_000);
  assert.deepEqual(await answerTo(upload), [408, 'body-too-slow']);
  assert.deepEqual(readdirSync(server.folder), []);
  upload.destroy();
});

test('an upload ends with the token that it was begun with', async (t) => {
  const { url, token, accessFile } = await startClosed(t, { scopes: ['operate'] });
  const folder = join(accessFile, '..', 'log-imports');
  const upload = openUpload(url, bearer(token));
  upload.write(CSV);
  await untilFiles(folder, (names) => names.length > 0);
  revokeToken(accessFile, 'ward');
  assert.deepEqual(await answerTo(upload), [401, 'sign-in-required']);
  assert.deepEqual(readdirSync(folder), []);
  upload.destroy();
});

test('four files come in at once, each into a file of its own; the fifth has to wait', async (t) => {
  const server = await ImportServer.startFor(t);
  const uploads = Array.from({ length: 4 }, () => openUpload(server.url));
  for (const [index, upload] of uploads.entries()) upload.write(CSV + `Ann,36.6C,R${index},\n`);
  await untilFiles(server.folder, (names) => names.length === 4);
  const refused = await post(server.url, CSV);
  assert.deepEqual(refusal(refused), [503, 'too-busy']);
  assert.match(detailOf(refused), /^4 files are being uploaded, as many as this server takes; /);
  assert.ok(Number(refused.headers['retry-after']) > 0);
  const answers = uploads.map((upload) => answerTo(upload));
  for (const upload of uploads) upload.end();
  assert.deepEqual(await Promise.all(answers), Array(4).fill([202, 'none']));
  const files = readdirSync(server.folder).map((name) => readFileSync(join(server.folder, name), 'utf8'));
  assert.deepEqual(files.map((file) => file.at(-3)).sort(), ['0', '1', '2', '3']);
  assert.equal((await post(server.url, CSV)).status, 202);
});

test('a hundred imports may wait, and no more', async (t) => {
  let waiting = 100;
  const server = await ImportServer.startFor(t, {
    override: () => ({ unfinished: () => Promise.resolve(Array<ImportJob>(waiting)) }),
  });
  assert.deepEqual(refusal(await post(server.url, CSV)), [503, 'too-busy']);
  waiting = 99;
  assert.equal((await post(server.url, CSV)).status, 202);
});

test('a file for which there is no room is refused at once, with how much is missing', async (t) => {
  const server = await ImportServer.startFor(t, { freeBytes: () => Promise.resolve(20 * MIB) });
  const open = openUpload(server.url, { 'Content-Length': 3 * MIB });
  await untilFiles(server.folder, (names) => names.length > 0);
  const refused = openUpload(server.url, { 'Content-Length': 2 * MIB });
  const [response] = (await once(refused, 'response')) as [IncomingMessage];
  const { code, detail } = JSON.parse(await text(response)) as { readonly code: string; readonly detail: string };
  assert.deepEqual([response.statusCode, code], [507, 'no-room']);
  // 16 MiB stay free for the log, and 3 MiB are the other's.
  assert.match(detail, new RegExp(`: ${MIB} bytes are missing on the server's disk; `));
  open.destroy();
  refused.destroy();
  await untilFiles(server.folder, (names) => names.length === 0);
  assert.equal((await post(server.url, CSV)).status, 202);
});

test('when the disk gets full while a file comes in, the file is refused and gives its room back', async (t) => {
  let free = 100 * MIB;
  const server = await ImportServer.startFor(t, { freeBytes: () => Promise.resolve(free) });
  const upload = openUpload(server.url);
  upload.write(CSV);
  await untilFiles(server.folder, (names) => names.length > 0);
  free = 10 * MIB;
  upload.write(Buffer.alloc(2 * MIB, 'x'));
  assert.deepEqual(await answerTo(upload), [507, 'no-room']);
  assert.deepEqual(readdirSync(server.folder), []);
  upload.destroy();
});

test('a file of which the log can not know is not kept', async (t) => {
  const full = new AppError('no-room', 'The disk is full; make room.');
  const server = await ImportServer.startFor(t, { override: () => ({ create: () => Promise.reject(full) }) });
  assert.deepEqual(refusal(await post(server.url, CSV)), [507, 'no-room']);
  assert.deepEqual([readdirSync(server.folder), await server.audit()], [[], []]);
});
