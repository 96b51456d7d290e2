import { DestroyRef, effect, inject, type Signal, signal, type Type } from '@angular/core';

/** The components of `shell-parts.ts`. */
export type ShellParts = Readonly<
  Record<'account' | 'clockWarning' | 'desk' | 'links' | 'settings' | 'staleStrip', Type<unknown>>
>;

/** By then a first visit has drawn its first readings, which all this would only keep waiting. */
const LOADS_AFTER_MS = 500;

/**
 * What the shell shows beside the pages, loaded some time after `isDue` has become true; 'failed' where it could not be had.
 * To be called where one may inject.
 */
export function injectShellParts(isDue: Signal<boolean>): Signal<ShellParts | 'failed' | undefined> {
  const parts = signal<ShellParts | 'failed' | undefined>(undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const load = (): Promise<void> =>
    import('./shell-parts').then(
      ({ SHELL_PARTS }) => parts.set(SHELL_PARTS),
      () => parts.set('failed'),
    );
  effect(() => {
    if (isDue()) timer ??= setTimeout(() => void load(), LOADS_AFTER_MS);
  });
  inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  return parts.asReadonly();
}
