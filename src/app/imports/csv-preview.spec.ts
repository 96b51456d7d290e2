import { previewCsv } from './csv-preview';

describe('previewCsv', () => {
  const preview = (text: string, given = {}) => previewCsv({ text, isWhole: true, problem: '' }, given);

  it('says which column becomes what, and shows the first rows', () => {
    const { columns, columnOf, rows, problem } = preview(
      'RFID;Name;Ward;Temperature\nR1;"Roy; Mass";3B;36.6C\n\nR2;Ada;3B;36.7C\n',
    );
    expect(columns).toEqual(['RFID', 'Name', 'Ward', 'Temperature']);
    expect(columnOf).toEqual({ name: 1, temperature: 3, rfid: 0, takenAt: undefined });
    expect(rows.map(({ line, cells }) => [line, cells[1]])).toEqual([
      [2, 'Roy; Mass'],
      [4, 'Ada'],
    ]);
    expect(problem).toBe('');
  });

  it('shows five rows and no more', () => {
    const rows = Array.from({ length: 9 }, (_, index) => `P,36.6C,R${index}`);
    expect(preview(['Name,Temperature,RFID', ...rows].join('\n')).rows.length).toBe(5);
  });

  it('offers the columns of a file that calls them otherwise, those it knows already chosen', () => {
    const { columns, columnOf, problem } = preview('Person\tTemperature\tTag\nAda\t36.6C\tR1\n');
    expect(columns).toEqual(['Person', 'Temperature', 'Tag']);
    expect(columnOf).toEqual({ name: undefined, temperature: 1, rfid: undefined, takenAt: undefined });
    expect(problem).toContain('names no column “Name”, “RFID”');
  });

  it('is content once it is said which columns are meant', () => {
    const { columnOf, rows, problem } = preview('Person,Temp,Tag\nAda,36.6C,R1', {
      name: 'person',
      temperature: 'Temp',
      rfid: 'Tag',
    });
    expect(columnOf).toEqual({ name: 0, temperature: 1, rfid: 2, takenAt: undefined });
    expect(rows.length).toBe(1);
    expect(problem).toBe('');
  });

  it('says that there are two columns of one name', () => {
    expect(preview('Name,Name,Temperature,RFID\nA,B,36.6C,R1').problem).toContain('more than one column for Name');
  });

  it('says that there is no row below the header', () => {
    expect(preview('Name,Temperature,RFID\n').problem).toContain('there is no row');
  });

  it('offers no columns where a file has none', () => {
    const { columns, problem } = preview('Dear colleagues\nplease find attached\n');
    expect(columns).toEqual([]);
    expect(problem).toContain('first line is not divided into columns');
  });

  it('offers the columns of a single line without an end, too', () => {
    const { columns, problem } = preview('Ada,36.6C,R1');
    expect(columns).toEqual(['Ada', '36.6C', 'R1']);
    expect(problem).toContain('where there is no header line at all, add one');
  });

  it('says of what is no text what it is, and offers no columns', () => {
    const { columns, problem } = preview('N\0a\0m\0e\0,\0R\0F\0I\0D\0\n\0');
    expect(columns).toEqual([]);
    expect(problem).toContain('UTF-16');
  });

  it('says that the first line never ends', () => {
    const { problem } = previewCsv({ text: '"'.padEnd(60_000, 'x'), isWhole: false, problem: '' }, {});
    expect(problem).toContain('does not end');
  });
});
