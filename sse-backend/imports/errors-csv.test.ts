import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, refusal } from '../testing/ask.ts';
import { ImportServer, refusedRow } from '../testing/import-server.ts';

const TOO_HOT = 'Temperature ""99C"" is too hot.';

/** Without the byte order mark that it begins with. */
async function errorsOf({ url }: ImportServer, id = 'import0001'): Promise<string> {
  const { text } = await ask(`${url}/api/imports/${id}/errors.csv`);
  assert.equal(text[0], '\ufeff');
  return text.slice(1);
}

test('refused rows come as they were sent, harmless for spreadsheets, with line and reason behind them', async (t) => {
  const server = await ImportServer.startFor(t);
  const id = await server.create({ header: 'Name,"Temperature", RFID ,Ward' });
  await server.store(id, [
    refusedRow(2, 'Ann,99C,R1,7'),
    refusedRow(3, '"Ann ""A"" Lee, MD", 99C ,R1,"7\nsouth"'),
    refusedRow(5, '=1+1,99C,R1,'),
  ]);
  const { status, headers, text } = await ask(`${server.url}/api/imports/${id}/errors.csv`);
  assert.equal(
    text,
    '\ufeffName,"Temperature", RFID ,Ward,Line,Reason\r\n' +
      `Ann,99C,R1,7,2,"${TOO_HOT}"\r\n` +
      `"Ann ""A"" Lee, MD", 99C ,R1,"7\nsouth",3,"${TOO_HOT}"\r\n` +
      `'=1+1,99C,R1,,5,"${TOO_HOT}"\r\n`,
  );
  assert.deepEqual(
    [status, headers['content-type'], headers['content-disposition']],
    [200, 'text/csv; charset=utf-8', 'attachment; filename="errors.csv"'],
  );
});

test('the delimiter is that of the file, and what was mapped is found again', async (t) => {
  const server = await ImportServer.startFor(t);
  const semicolons = await server.create({ header: 'Person;Temperature;RFID', columns: 'Name:Person' });
  await server.store(semicolons, [refusedRow(2, 'Ann;36,6;R1', '36,6', 'has no unit; write 36.6C')]);
  const reason = '"Temperature ""36,6"" has no unit; write 36.6C."';
  assert.equal(await errorsOf(server), `Person;Temperature;RFID;Line;Reason\r\nAnn;36,6;R1;2;${reason}\r\n`);
  const tabs = await server.create({ id: 'import0002', header: 'Name\tTemperature\tRFID' });
  await server.store(tabs, [refusedRow(2, 'Ann\t99C\tR1', '99C', 'is\ttoo hot')]);
  assert.equal(
    await errorsOf(server, tabs),
    'Name\tTemperature\tRFID\tLine\tReason\r\nAnn\t99C\tR1\t2\t"Temperature ""99C"" is\ttoo hot."\r\n',
  );
});

test('line and reason stand in columns of their own, however many cells a row has', async (t) => {
  const server = await ImportServer.startFor(t);
  const id = await server.create();
  await server.store(id, [refusedRow(2, 'Ann'), refusedRow(3, 'Lee, Ann,99C,R1'), refusedRow(4, '"Ann"x,99C,R1')]);
  assert.equal(
    await errorsOf(server),
    'Name,Temperature,RFID,Line,Reason\r\n' +
      `Ann,,,2,"${TOO_HOT}"\r\nLee, Ann,99C,R1,3,"${TOO_HOT}"\r\n"Ann"x,99C,R1,4,"${TOO_HOT}"\r\n`,
  );
});

test('blank cells beyond the columns of the file are left out', async (t) => {
  const server = await ImportServer.startFor(t);
  const id = await server.create();
  await server.store(id, [refusedRow(2, 'Ann,99C,R1,,'), refusedRow(3, '"Lee, Ann",99C,R1, ')]);
  assert.equal(
    await errorsOf(server),
    `Name,Temperature,RFID,Line,Reason\r\nAnn,99C,R1,2,"${TOO_HOT}"\r\n"Lee, Ann",99C,R1,3,"${TOO_HOT}"\r\n`,
  );
});

test('what was defended against spreadsheets before gets no second apostrophe, what was not gets one', async (t) => {
  const server = await ImportServer.startFor(t);
  const readings = await server.create({ header: 'Id,Name,Temparature,RFID,TakenAt,Status,Alarm' });
  await server.store(readings, [refusedRow(2, "a-1,'=1+1,99C,'-R1,,normal,")]);
  const added = `Line,Reason\r\na-1,'=1+1,99C,'-R1,,normal,,2,"${TOO_HOT}"\r\n`;
  assert.equal(await errorsOf(server), `Id,Name,Temparature,RFID,TakenAt,Status,Alarm,${added}`);
  const foreign = await server.create({ id: 'import0002', header: 'Name,Temperature,RFID' });
  await server.store(foreign, [
    refusedRow(2, "'=1+1,99C,R1"),
    refusedRow(3, '-Ann,99C,R1'),
    refusedRow(4, '"=1"+1,99C,R1'),
  ]);
  assert.equal(
    await errorsOf(server, foreign),
    'Name,Temperature,RFID,Line,Reason\r\n' +
      `''=1+1,99C,R1,2,"${TOO_HOT}"\r\n'-Ann,99C,R1,3,"${TOO_HOT}"\r\n'=1+1,99C,R1,4,"${TOO_HOT}"\r\n`,
  );
});

test('of a file that was an errors.csv itself, line and reason are replaced', async (t) => {
  const server = await ImportServer.startFor(t);
  const id = await server.create({ header: 'Name;"Temperature";RFID;Line;Reason' });
  await server.store(id, [
    refusedRow(2, '"Ann; A";99C;R1;17;"is ""too"" hot."'),
    refusedRow(3, 'Ann;99C'),
    refusedRow(4, 'Lee; Ann;99C;R1;19;too many cells.'),
  ]);
  assert.equal(
    await errorsOf(server),
    `Name;Temperature;RFID;Line;Reason\r\n"Ann; A";99C;R1;2;"${TOO_HOT}"\r\n` +
      `Ann;99C;;3;"${TOO_HOT}"\r\nLee;" Ann";99C;R1;4;"${TOO_HOT}"\r\n`,
  );
});

test('a column of the file that happens to be called Line is its own', async (t) => {
  const server = await ImportServer.startFor(t);
  const id = await server.create({ header: 'Line,Name,Temperature,RFID' });
  await server.store(id, [refusedRow(2, 'A,Ann,99C,R1')]);
  assert.equal(await errorsOf(server), `Line,Name,Temperature,RFID,Line,Reason\r\nA,Ann,99C,R1,2,"${TOO_HOT}"\r\n`);
});

test('while an import runs, what it has refused so far is there; of one that refused nothing, the header', async (t) => {
  const server = await ImportServer.startFor(t);
  const id = await server.create();
  assert.equal(await errorsOf(server), 'Name,Temperature,RFID,Line,Reason\r\n');
  const rows = Array.from({ length: 250 }, (_, index) => refusedRow(index + 2, `Ann ${index},99C,R1`));
  await server.store(id, rows);
  const lines = (await errorsOf(server)).split('\r\n');
  assert.deepEqual(
    lines.slice(1, -1).map((line) => line.split(',')[0]),
    rows.map((_, index) => `Ann ${index}`),
  );
});

test('HEAD has the headers alone, and an unknown import is not found', async (t) => {
  const server = await ImportServer.startFor(t);
  await server.create();
  const head = await ask(`${server.url}/api/imports/import0001/errors.csv`, { method: 'HEAD' });
  assert.deepEqual([head.status, head.headers['content-type'], head.text], [200, 'text/csv; charset=utf-8', '']);
  const unknown = await ask(`${server.url}/api/imports/import0009/errors.csv`);
  assert.deepEqual(refusal(unknown), [404, 'not-found']);
});
