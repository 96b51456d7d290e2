import type { ColumnNames } from '@contract/csv-columns';
import type { CsvFormats } from '@contract/csv-formats';

import { previewCsv } from './csv-preview';

const NOW = Date.parse('2026-11-20T09:15:02.114Z');

describe('previewCsv', () => {
  const preview = (text: string, columns: ColumnNames = {}, formats: CsvFormats = {}) =>
    previewCsv({ text, isWhole: true, problem: '' }, { columns, formats }, NOW);

  it('says which column becomes what, and what will be stored', () => {
    const { columns, columnOf, ignored, rows, problem } = preview(
      'RFID;Name;Ward;Temperature\nR1;"Roy; Mass";3B;36,6 °C\n\nR2;Ada;3B;36.7C\n',
    );
    expect(columns).toEqual(['RFID', 'Name', 'Ward', 'Temperature']);
    expect(columnOf).toEqual({ name: 1, temperature: 3, rfid: 0, takenAt: undefined });
    expect(ignored).toEqual(['Ward']);
    expect(rows.map((row) => [row.line, row.kind === 'good' && [row.name, row.temperature]])).toEqual([
      [2, ['Roy; Mass', '36.6C']],
      [4, ['Ada', '36.7C']],
    ]);
    expect(problem).toBe('');
  });

  it('shows refused rows, also behind the first ones', () => {
    const lines = Array.from({ length: 20 }, (_, index) => `Ada,${index === 12 ? 'warm' : '36.6C'},R${index}`);
    const { rows, looked, refused } = preview(['Name,Temperature,RFID', ...lines].join('\n'));
    expect(rows.map(({ line, kind }) => [line, kind]).at(-1)).toEqual([14, 'refused']);
    expect([rows.length, looked, refused]).toEqual([6, 20, 1]);
  });

  it('asks for a unit, a date format and a time zone only where the file lacks them', () => {
    const none = { unit: false, dates: false, zone: false };
    const lacks = (temperature: string, time: string, title = 'Temperature') =>
      preview(`Name;${title};RFID;TakenAt\nAda;${temperature};R1;${time}`).lacks;
    expect(lacks('36.6C', '2026-11-20T09:00:00Z')).toEqual(none);
    expect(lacks('36,6', '2026-11-20 09:00+01:00')).toEqual({ ...none, unit: true });
    expect(lacks('36,6', '', 'Temp °C')).toEqual(none);
    expect(lacks('36.6C', '2026-11-20 09:00')).toEqual({ ...none, zone: true });
    expect(lacks('36.6C', '20.11.2026 09:00')).toEqual({ ...none, dates: true, zone: true });
  });

  it('shows what becomes of a row once that is said', () => {
    const text = 'Name;Temperature;RFID;TakenAt\nAda;36,6;R1;19.11.2026 09:00';
    expect(preview(text).refused).toBe(1);
    const { rows, refused } = preview(text, {}, { unit: 'C', dates: 'DD.MM.YYYY', zone: 'Europe/Berlin' });
    expect(refused).toBe(0);
    expect(rows[0]).toEqual(
      jasmine.objectContaining({ temperature: '36.6C', takenAtMs: Date.parse('2026-11-19T08:00:00Z') }),
    );
  });

  it('asks for the column of the time where one looks like it and is not used', () => {
    const byTitle = preview('Name,Temperature,RFID,Date\nAda,36.6C,R1,x');
    expect(byTitle.asked).toEqual(['takenAt']);
    expect(byTitle.problem).toContain('looks like a time but is not used');
    const byContent = preview('Name,Temperature,RFID,Remark\nAda,36.6C,R1,2026-11-20 09:00');
    expect([byContent.asked, byContent.refused]).toEqual([['takenAt'], 1]);
    const dismissed = preview('Name,Temperature,RFID,Date\nAda,36.6C,R1,2026-11-20 09:00', { takenAt: '' });
    expect([dismissed.asked, dismissed.refused, dismissed.problem]).toEqual([[], 0, '']);
  });

  it('shows five rows and no more', () => {
    const rows = Array.from({ length: 9 }, (_, index) => `P,36.6C,R${index}`);
    expect(preview(['Name,Temperature,RFID', ...rows].join('\n')).rows.length).toBe(5);
  });

  it('offers the columns of a file that calls them otherwise, those it knows already chosen', () => {
    const { columns, columnOf, problem } = preview('Who\tTemperature\tLabel\nAda\t36.6C\tR1\n');
    expect(columns).toEqual(['Who', 'Temperature', 'Label']);
    expect(columnOf).toEqual({ name: undefined, temperature: 1, rfid: undefined, takenAt: undefined });
    expect(problem).toContain('has no column “Name” and “RFID”');
  });

  it('is content once it is said which columns are meant', () => {
    const { columnOf, rows, problem } = preview('Who,Value,Label\nAda,36.6C,R1', {
      name: 'who',
      temperature: 'Value',
      rfid: 'Label',
    });
    expect(columnOf).toEqual({ name: 0, temperature: 1, rfid: 2, takenAt: undefined });
    expect(rows.length).toBe(1);
    expect(problem).toBe('');
  });

  it('says that there are two columns of one name', () => {
    expect(preview('Name,Name,Temperature,RFID\nA,B,36.6C,R1').problem).toContain(
      'More than one column matches “Name”',
    );
  });

  it('says that there is no row below the header', () => {
    expect(preview('Name,Temperature,RFID\n').problem).toContain('has no rows');
  });

  it('offers no columns where a file has none', () => {
    const { columns, problem } = preview('Dear colleagues\nplease find attached\n');
    expect(columns).toEqual([]);
    expect(problem).toContain('first line is not divided into columns');
  });

  it('offers the columns of a single line without an end, too', () => {
    const { columns, problem } = preview('Ada,36.6C,R1');
    expect(columns).toEqual(['Ada', '36.6C', 'R1']);
    expect(problem).toContain('If the file has no header line, add one');
  });

  it('says of what is no text what it is, and offers no columns', () => {
    const { columns, problem } = preview('N\0a\0m\0e\0,\0R\0F\0I\0D\0\n\0');
    expect(columns).toEqual([]);
    expect(problem).toContain('UTF-16');
  });

  it('says that the first line never ends', () => {
    const { problem } = previewCsv(
      { text: '"'.padEnd(60_000, 'x'), isWhole: false, problem: '' },
      { columns: {}, formats: {} },
      NOW,
    );
    expect(problem).toContain('is longer than 64 KiB');
  });
});
