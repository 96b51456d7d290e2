import { DOCUMENT, inject, InjectionToken } from '@angular/core';

/** Begins anew, with nothing in memory. */
export const RELOAD_PAGE = new InjectionToken<() => void>('RELOAD_PAGE', {
  providedIn: 'root',
  factory: () => {
    const document = inject(DOCUMENT);
    return () => document.location.reload();
  },
});
