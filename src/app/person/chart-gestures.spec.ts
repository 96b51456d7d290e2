import { listenToGestures, pinched } from './chart-gestures';
import type { TimeWindow } from './time-window';

const HOUR = 3_600_000;

describe('Gestures', () => {
  const whole: TimeWindow = { from: 0, to: 10 * HOUR };

  it('keep what is under two fingers under them', () => {
    const spread = pinched(whole, [0.4, 0.6], [0.2, 0.8]);
    expect(spread.to - spread.from).toBeCloseTo((10 * HOUR) / 3, -1);
    expect((4 * HOUR - spread.from) / (spread.to - spread.from)).toBeCloseTo(0.2, 3);
    const moved = pinched(whole, [0.4, 0.6], [0.5, 0.7]);
    expect(moved).toEqual({ from: -HOUR, to: 9 * HOUR });
  });

  it('do not fly away when two fingers touch the same place', () => {
    const { from, to } = pinched(whole, [0.5, 0.5], [0.5, 0.5]);
    expect([from, to]).toEqual([0, 10 * HOUR]);
  });

  describe('on a chart', () => {
    let area: HTMLElement;
    let window: TimeWindow;
    let listening: AbortController;

    beforeEach(() => {
      area = document.createElement('div');
      area.style.cssText = 'width: 100px; height: 100px; position: fixed; left: 0; top: 0';
      document.body.append(area);
      window = whole;
      listening = new AbortController();
      listenToGestures(area, { window: () => window, move: (moved) => (window = moved) }, listening.signal);
    });

    afterEach(() => area.remove());

    const finger = (type: string, pointerId: number, clientX: number): boolean =>
      area.dispatchEvent(new PointerEvent(type, { pointerId, clientX, pointerType: 'touch' }));

    it('zoom by two fingers, and leave a single one to the page', () => {
      finger('pointerdown', 1, 40);
      finger('pointermove', 1, 30);
      expect(window).toEqual(whole);
      finger('pointermove', 1, 40);
      finger('pointerdown', 2, 60);
      finger('pointermove', 2, 80);
      expect(window.to - window.from).toBeCloseTo(5 * HOUR, -1);
      finger('pointerup', 2, 80);
      const left = window;
      finger('pointermove', 1, 10);
      expect(window).toBe(left);
    });

    it('pan by a wheel turned sideways', () => {
      area.dispatchEvent(new WheelEvent('wheel', { deltaX: 50, deltaY: 10, cancelable: true }));
      expect(window).toEqual({ from: 5 * HOUR, to: 15 * HOUR });
      area.dispatchEvent(new WheelEvent('wheel', { deltaY: -50, shiftKey: true, cancelable: true }));
      expect(window).toEqual(whole);
    });

    it('are no longer heard when the chart is gone', () => {
      listening.abort();
      area.dispatchEvent(new WheelEvent('wheel', { deltaX: 50, cancelable: true }));
      expect(window).toEqual(whole);
    });
  });
});
