import { provideHttpClient } from '@angular/common/http';
import { type ApplicationConfig, provideZoneChangeDetection } from '@angular/core';
import { provideRouter } from '@angular/router';

import { routes } from './app.routes';
import { askSession } from './connection/session-probe';
import { REFUSAL_PROBE } from './sse/refusal';

/** How the application is put together. */
export const appConfig: ApplicationConfig = {
  providers: [
    provideZoneChangeDetection({ eventCoalescing: true, runCoalescing: true }),
    provideHttpClient(),
    provideRouter(routes),
    { provide: REFUSAL_PROBE, useValue: askSession },
  ],
};
