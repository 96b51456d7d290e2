import { whatSticks } from './sticky-header';

describe('whatSticks', () => {
  it('is the whole header as long as that leaves room for the readings', () => {
    expect(whatSticks(57, 56, 800)).toBe('all');
    expect(whatSticks(320, 56, 800)).toBe('all');
  });

  it('is the alarms alone where the bar takes too much', () => {
    expect(whatSticks(400, 180, 800)).toBe('alarms');
  });

  it('is nothing where the alarms take too much, or where there are none', () => {
    expect(whatSticks(946, 240, 800)).toBe('nothing');
    expect(whatSticks(241, 240, 480)).toBe('nothing');
  });
});
