import type { AlarmChange } from './alarm-change';
import { KeptChanges } from './kept-changes';

describe('KeptChanges', () => {
  const change = (id: string): AlarmChange => ({ kind: 'ended', id, alarm: 'k3f9-1', at: '' });
  const keep = (...ids: string[]): KeptChanges => {
    const kept = new KeptChanges();
    for (const id of ids) kept.keep(change(id));
    return kept;
  };

  it('gives what follows an answer, and our own acknowledgements, which have no place', () => {
    const kept = keep('k3f9-4', 'k3f9-5', 'k3f9-10', '');
    expect(kept.after('k3f9-5')?.map(({ id }) => id)).toEqual(['k3f9-10', '']);
  });

  it('cannot be joined to an answer of another log, or to one without a place', () => {
    expect(keep('k3f9-4').after('zzzz-5')).toBeUndefined();
    expect(keep().after('')).toBeUndefined();
  });

  it('cannot be joined once there were too many', () => {
    const kept = keep(...Array.from({ length: 10_001 }, (_, index) => `k3f9-${index}`));
    expect(kept.after('k3f9-5')).toBeUndefined();
  });
});
