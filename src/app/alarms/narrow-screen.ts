import { DestroyRef, DOCUMENT, inject, type Signal, signal } from '@angular/core';

/** Whether the page is as narrow as a phone, as the style sheets draw the line. To be called where one may inject. */
export function injectIsNarrow(): Signal<boolean> {
  const query = inject(DOCUMENT).defaultView?.matchMedia('(max-width: 40rem)');
  const isNarrow = signal(query?.matches ?? false);
  const update = (): void => isNarrow.set(query?.matches ?? false);
  query?.addEventListener('change', update);
  inject(DestroyRef).onDestroy(() => query?.removeEventListener('change', update));
  return isNarrow.asReadonly();
}
