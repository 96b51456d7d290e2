import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const PEOPLE = 1000;

/** Lines written at once. */
const PIECE = 10_000;

const HOUR_MS = 3_600_000;

/** Writes a CSV of so many readings, all good and all different, half a minute apart per person, as a month's export has them. */
export async function writeImportFile(file: string, rows: number): Promise<void> {
  const output = createWriteStream(file);
  output.write('Name,Temperature,RFID,TakenAt\r\n');
  const from = Date.now() - HOUR_MS - Math.ceil(rows / PEOPLE) * 30_000;
  for (let start = 0; start < rows; start += PIECE) {
    const lines = Array.from({ length: Math.min(PIECE, rows - start) }, (_, index) => line(start + index, from));
    if (!output.write(lines.join(''))) await once(output, 'drain');
  }
  output.end();
  await once(output, 'finish');
}

function line(index: number, from: number): string {
  const person = index % PEOPLE;
  const takenAt = new Date(from + Math.floor(index / PEOPLE) * 30_000 + person).toISOString();
  return `Person ${person},${(36 + (index % 25) / 10).toFixed(1)}C,R${100_000 + person},${takenAt}\r\n`;
}
