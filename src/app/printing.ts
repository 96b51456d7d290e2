import { ApplicationRef, DestroyRef, DOCUMENT, inject, type Signal, signal } from '@angular/core';

/** Whether the page is being printed; what depends on it is on the paper. To be called where things are injected. */
export function injectIsPrinting(): Signal<boolean> {
  const application = inject(ApplicationRef);
  const { defaultView } = inject(DOCUMENT);
  const isPrinting = signal(false);
  const listening = new AbortController();
  const turn = (isOn: boolean): void => {
    isPrinting.set(isOn);
    // [spec] HTML, printing steps: what isn't there when the event has been handled isn't printed.
    application.tick();
  };
  defaultView?.addEventListener('beforeprint', () => turn(true), { signal: listening.signal });
  defaultView?.addEventListener('afterprint', () => turn(false), { signal: listening.signal });
  inject(DestroyRef).onDestroy(() => listening.abort());
  return isPrinting.asReadonly();
}
