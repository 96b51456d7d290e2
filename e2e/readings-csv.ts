/** A CSV of so many good readings, a second apart and in order; each is of somebody else, whose tag is R0, R1, … */
export function readingsCsv(rows: number, name = 'Person'): string {
  const from = Date.now() - rows * 1_000;
  const lines = Array.from({ length: rows }, (_, index) => {
    return `${name},36.6C,R${index},${new Date(from + index * 1_000).toISOString()}`;
  });
  return `Name,Temperature,RFID,TakenAt\n${lines.join('\n')}\n`;
}

/** The longest name that there may be: with it, a few rows make a large file. */
export const LONGEST_NAME = 'W'.repeat(200);
