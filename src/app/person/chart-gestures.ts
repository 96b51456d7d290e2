import { panned, type TimeWindow, zoomed } from './time-window';

/** Target of a gesture. */
export interface Zoomable {
  readonly window: () => TimeWindow;
  readonly move: (window: TimeWindow) => void;
}

/** Wheel delta of one notch (px). */
const NOTCH_PX = 100;
const ZOOM_PER_NOTCH = 1.25;

/**
 * Zooms on Ctrl+wheel (also sent by a touchpad pinch), pans on a horizontal wheel, and does both with two fingers. A plain wheel
 * and a single finger still scroll the page. The listeners are removed when the signal aborts.
 */
export function listenToGestures(area: HTMLElement, target: Zoomable, signal: AbortSignal): void {
  const fingers = new Map<number, number>();
  const placeOf = (clientX: number): number => {
    const { left, width } = area.getBoundingClientRect();
    return (clientX - left) / width;
  };
  const onWheel = (event: WheelEvent): void => {
    const sideways = sidewaysPx(event);
    if (event.ctrlKey || event.metaKey) {
      target.move(zoomed(target.window(), ZOOM_PER_NOTCH ** (event.deltaY / NOTCH_PX), placeOf(event.clientX)));
    } else if (sideways !== 0) {
      target.move(panned(target.window(), sideways / area.clientWidth));
    } else return;
    event.preventDefault();
  };
  const onMove = (event: PointerEvent): void => {
    if (!fingers.has(event.pointerId)) return;
    const before = [...fingers.values()].map(placeOf);
    fingers.set(event.pointerId, event.clientX);
    const after = [...fingers.values()].map(placeOf);
    if (before.length === 2) target.move(pinched(target.window(), before, after));
  };
  const lift = (event: PointerEvent): void => void fingers.delete(event.pointerId);
  area.addEventListener('wheel', onWheel, { signal, passive: false });
  area.addEventListener('pointerdown', (event) => touch(event, fingers), { signal });
  area.addEventListener('pointermove', onMove, { signal });
  for (const type of ['pointerup', 'pointercancel'] as const) area.addEventListener(type, lift, { signal });
}

/** Returns the window after two fingers moved from `before` to `after` (0 to 1). The times under them stay under them. */
export function pinched(window: TimeWindow, before: readonly number[], after: readonly number[]): TimeWindow {
  const [fromA = 0, fromB = 1] = before;
  const [toA = 0, toB = 1] = after;
  const spread = Math.max(0.05, Math.abs(toB - toA));
  const factor = Math.max(0.05, Math.abs(fromB - fromA)) / spread;
  const middleBefore = (fromA + fromB) / 2;
  const resized = zoomed(window, factor, middleBefore);
  return panned(resized, middleBefore - (toA + toB) / 2);
}

/** Returns the horizontal delta of a wheel, which Shift makes horizontal; 0 for a vertical one. */
function sidewaysPx({ shiftKey, deltaX, deltaY }: WheelEvent): number {
  if (shiftKey) return deltaX || deltaY;
  return Math.abs(deltaX) > Math.abs(deltaY) ? deltaX : 0;
}

function touch(event: PointerEvent, fingers: Map<number, number>): void {
  if (event.pointerType === 'touch') fingers.set(event.pointerId, event.clientX);
}
