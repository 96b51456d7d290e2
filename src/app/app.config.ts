import {
  type ApplicationConfig,
  computed,
  inject,
  type Provider,
  provideZoneChangeDetection,
  type Signal,
} from '@angular/core';

import { routes, signInRoute } from './app.routes';
import { injectRefusalProbe } from './feed/refusal-probe';
import { SignInState } from './http/sign-in-state';
import { OVERRIDING_PAGE, PAGE_ROUTES } from './routing/address';
import type { PageRoute } from './routing/page-route';
import { REFUSAL_PROBE } from './sse/reconnect-scheduler';

/** Provides the pages of the application. */
export const pageProviders: readonly Provider[] = [
  { provide: PAGE_ROUTES, useValue: routes },
  { provide: OVERRIDING_PAGE, useFactory: injectSignInPage },
];

/** Providers of the application. */
export const appConfig: ApplicationConfig = {
  providers: [
    provideZoneChangeDetection({ eventCoalescing: true, runCoalescing: true }),
    ...pageProviders,
    { provide: REFUSAL_PROBE, useFactory: injectRefusalProbe },
  ],
};

function injectSignInPage(): Signal<PageRoute | undefined> {
  const signInState = inject(SignInState);
  return computed(() => (signInState.isRequired() ? signInRoute : undefined));
}
