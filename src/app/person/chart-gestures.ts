import { panned, type TimeWindow, zoomed } from './time-window';

/** What a gesture works on. */
export interface Zoomable {
  readonly window: () => TimeWindow;
  readonly move: (window: TimeWindow) => void;
}

/** A notch of a wheel, as browsers count px. */
const NOTCH_PX = 100;
const ZOOM_PER_NOTCH = 1.25;

/**
 * Zooms by the wheel with Ctrl (a touchpad's pinch arrives as that), pans by a sideways wheel, and both by two fingers. A bare
 * wheel and a single finger belong to the page, which would otherwise get stuck at the chart. Ends with the signal.
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

/** The window after two fingers moved, each from a place (0 to 1) to another: what was under them stays under them. */
export function pinched(window: TimeWindow, before: readonly number[], after: readonly number[]): TimeWindow {
  const [fromA = 0, fromB = 1] = before;
  const [toA = 0, toB = 1] = after;
  const spread = Math.max(0.05, Math.abs(toB - toA));
  const factor = Math.max(0.05, Math.abs(fromB - fromA)) / spread;
  const middleBefore = (fromA + fromB) / 2;
  const resized = zoomed(window, factor, middleBefore);
  return panned(resized, middleBefore - (toA + toB) / 2);
}

/** How far a wheel was turned sideways, which with Shift every wheel is; 0 when it was meant for the page. */
function sidewaysPx({ shiftKey, deltaX, deltaY }: WheelEvent): number {
  if (shiftKey) return deltaX || deltaY;
  return Math.abs(deltaX) > Math.abs(deltaY) ? deltaX : 0;
}

function touch(event: PointerEvent, fingers: Map<number, number>): void {
  if (event.pointerType === 'touch') fingers.set(event.pointerId, event.clientX);
}
