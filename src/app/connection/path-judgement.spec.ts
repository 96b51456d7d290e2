import { judgePath, type PathArrivals, type PathVerdict } from './path-judgement';

describe('judgePath', () => {
  const verdictOf = (arrivals: readonly number[], ending: PathArrivals['ending'] = 'listened'): PathVerdict =>
    judgePath({ arrivals, ending }).verdict;

  it('finds that the clock flows when it comes at once and then every second', () => {
    expect(verdictOf([20, 730, 1_731, 2_730, 3_735, 4_729, 5_731])).toBe('flows');
  });

  it('does not mind that the tick follows the first message closely, or that the network trembles', () => {
    expect(verdictOf([20, 90, 1_090, 2_089, 3_090, 4_100, 5_090])).toBe('flows');
    expect(verdictOf([20, 730, 2_200, 2_760, 3_735, 4_400, 5_731])).toBe('flows');
  });

  it('finds that something gathers when seconds come in one go', () => {
    expect(verdictOf([2_000, 2_001, 4_000, 4_001, 5_990])).toBe('gathers');
    expect(verdictOf([20, 2_000, 2_001, 4_000, 4_001, 5_990])).toBe('gathers');
    expect(verdictOf([3_000, 3_001, 3_002, 5_950])).toBe('gathers');
    expect(verdictOf([5_900, 5_900, 5_900, 5_901, 5_901, 5_901])).toBe('gathers');
  });

  it('takes one packet that came late for just that', () => {
    expect(verdictOf([20, 730, 2_710, 2_731, 3_735, 4_729, 5_731])).toBe('uneven');
  });

  it('finds that seconds are missing', () => {
    expect(verdictOf([20, 730, 1_731, 4_735, 5_729])).toBe('uneven');
  });

  it('finds that it began late', () => {
    expect(verdictOf([1_600, 2_600, 3_600, 4_600, 5_600])).toBe('late');
  });

  it('finds that nothing comes through', () => {
    expect(verdictOf([])).toBe('silent');
    expect(verdictOf([], 'refused')).toBe('refused');
    expect(verdictOf([], 'lost')).toBe('unreachable');
    expect(verdictOf([20, 1_000], 'lost')).toBe('cut');
  });

  it('says what it rests on', () => {
    expect(judgePath({ arrivals: [3_000, 3_001, 3_002, 5_950], ending: 'listened' })).toEqual({
      verdict: 'gathers',
      received: 4,
      firstMs: 3_000,
      longestPauseMs: 2_948,
      largestBurst: 3,
    });
  });
});
