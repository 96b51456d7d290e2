import { DestroyRef, effect, inject, type Signal, signal, type Type } from '@angular/core';

/** The components of `alarm-parts.ts`. */
export type AlarmParts = Readonly<Record<'desk' | 'settings' | 'staleStrip', Type<unknown>>>;

/** By then a first visit has drawn its first readings, which all this would only keep waiting. */
const LOADS_AFTER_MS = 500;

/**
 * What the shell shows of alarms, loaded some time after `isLoaded` has become true; 'failed' where it could not be had. To be
 * called where one may inject.
 */
export function injectAlarmParts(isLoaded: Signal<boolean>): Signal<AlarmParts | 'failed' | undefined> {
  const parts = signal<AlarmParts | 'failed' | undefined>(undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const load = (): Promise<void> =>
    import('./alarm-parts').then(
      ({ ALARM_PARTS }) => parts.set(ALARM_PARTS),
      () => parts.set('failed'),
    );
  effect(() => {
    if (isLoaded()) timer ??= setTimeout(() => void load(), LOADS_AFTER_MS);
  });
  inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  return parts.asReadonly();
}
