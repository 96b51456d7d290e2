import { encodeReading } from '@contract/wire';

import { aReading } from './backend.fake';
import { parseReading } from './latest-reading';

describe('parseReading', () => {
  it('gives back what was encoded', () => {
    const { takenAtMs, ...reading } = aReading({ name: 'Zoë "\u2028" 😀', alarm: 'k3f9-7' });
    expect(parseReading(JSON.parse(encodeReading(reading)))).toEqual({ ...reading, takenAtMs });
  });

  it('gives nothing for what is no reading', () => {
    const wire = JSON.parse(encodeReading(aReading())) as Record<string, unknown>;
    const broken: unknown[] = [undefined, null, 7, 'text', [], {}];
    for (const field of Object.keys(wire)) broken.push({ ...wire, [field]: 7 });
    broken.push({ ...wire, TakenAt: 'yesterday' }, { ...wire, Status: 'dead' });
    for (const value of broken) expect(parseReading(value)).toBeUndefined();
  });
});
