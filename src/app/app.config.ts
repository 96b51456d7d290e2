import { type ApplicationConfig, provideZoneChangeDetection } from '@angular/core';

import { routes } from './app.routes';
import { injectRefusalProbe } from './connection/refusal-probe';
import { PAGE_ROUTES } from './routing/address';
import { REFUSAL_PROBE } from './sse/refusal';

/** How the application is put together. */
export const appConfig: ApplicationConfig = {
  providers: [
    provideZoneChangeDetection({ eventCoalescing: true, runCoalescing: true }),
    { provide: PAGE_ROUTES, useValue: routes },
    { provide: REFUSAL_PROBE, useFactory: injectRefusalProbe },
  ],
};
