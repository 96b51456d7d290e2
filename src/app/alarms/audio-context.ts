import { DOCUMENT, inject, InjectionToken } from '@angular/core';

/** Makes what makes sounds; gives `undefined` where the browser has none. */
export const AUDIO_CONTEXT_FACTORY = new InjectionToken<() => AudioContext | undefined>('AUDIO_CONTEXT_FACTORY', {
  providedIn: 'root',
  factory: () => {
    const window = inject(DOCUMENT).defaultView as (Window & { AudioContext?: typeof AudioContext }) | null;
    return () => (window?.AudioContext ? new window.AudioContext() : undefined);
  },
});
