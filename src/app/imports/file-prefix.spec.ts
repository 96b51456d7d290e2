import { readFilePrefix } from './file-prefix';

describe('readFilePrefix', () => {
  const start = (...parts: BlobPart[]) => readFilePrefix(new File(parts, 'a.csv'));

  it('gives a small file as a whole', async () => {
    expect(await start('Name,Temperature\nJörg,36.6C')).toEqual({
      text: 'Name,Temperature\nJörg,36.6C',
      isWhole: true,
      problem: '',
    });
  });

  it('gives the first 64 KiB of a large one, a character that is cut there left out', async () => {
    const { text, isWhole, problem } = await start('x'.repeat(65_535), 'ö', 'rest');
    expect([text.length, isWhole, problem]).toEqual([65_535, false, '']);
  });

  it('says that a file is empty', async () => {
    expect((await start()).problem).toContain('empty (0 bytes)');
  });

  it('says at which byte a file is not UTF-8', async () => {
    expect((await start('Name\nJ', new Uint8Array([0xf6]), 'rg')).problem).toContain('Byte 6 (0xF6) is not UTF-8');
  });

  it('says of what is no text at all what it is', async () => {
    expect((await start(new Uint8Array([0xff, 0xfe, 0x4e, 0]))).problem).toContain('UTF-16');
  });

  it('says that a file can not be read', async () => {
    const file = new File(['x'], 'a.csv');
    spyOn(Blob.prototype, 'arrayBuffer').and.rejectWith(new DOMException('gone', 'NotReadableError'));
    expect((await readFilePrefix(file)).problem).toContain('cannot read the file');
  });
});
