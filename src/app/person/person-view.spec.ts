import { largerRange, parseView, viewParams } from './person-view';

describe('The view in the address', () => {
  const parse = (params: Record<string, string>) => parseView(new URLSearchParams(params));
  const zoom = { from: Date.parse('2026-11-20T08:00:00.000Z'), to: Date.parse('2026-11-20T09:00:00.000Z') };

  it('is the last 24 hours where the address says nothing, or nothing that can be read', () => {
    for (const params of [{}, { range: '2h' }, { range: 'constructor', from: 'x', to: 'y' }])
      expect(parse(params)).toEqual({ range: '24h', zoom: undefined });
  });

  it('is a range, or a window with the range it came from', () => {
    expect(parse({ range: '7d' })).toEqual({ range: '7d', zoom: undefined });
    expect(parse({ range: '7d', from: '2026-11-20T08:00:00.000Z', to: '2026-11-20T09:00:00.000Z' })).toEqual({
      range: '7d',
      zoom,
    });
  });

  it('reads what it has written', () => {
    for (const view of [
      { range: '1h' as const, zoom: undefined },
      { range: '30d' as const, zoom },
    ]) {
      const written = Object.entries(viewParams(view)).filter(([, value]) => value !== undefined);
      expect(parse(Object.fromEntries(written) as Record<string, string>)).toEqual(view);
    }
  });

  it('knows the next larger range of a window', () => {
    expect(largerRange(zoom)).toBe('24h');
    expect(largerRange({ from: 0, to: 60_000 })).toBe('1h');
    expect(largerRange({ from: 0, to: 30 * 86_400_000 })).toBeUndefined();
  });
});
