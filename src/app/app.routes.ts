import type { Type } from '@angular/core';

import { DashboardComponent } from './dashboard/dashboard.component';
import type { PageRoute } from './routing/page-route';
import { SHELL_TEXT } from './texts/shell';

/** One entry a page; the first is shown for an unknown address. It comes with the shell: in a file of its own it would be there later, and cost 4 kB more. */
export const routes: readonly PageRoute[] = [
  {
    path: '/',
    title: SHELL_TEXT.pages.readings,
    load: () => Promise.resolve(DashboardComponent),
  },
  {
    path: '/alarms',
    title: SHELL_TEXT.pages.alarms,
    load: async () => (await import('./alarms/alarm-history.component')).AlarmHistoryComponent,
  },
  {
    path: '/people/:rfid',
    title: SHELL_TEXT.pages.person,
    load: async () => (await import('./person/person-page.component')).PersonPageComponent,
  },
  {
    path: '/connection',
    title: SHELL_TEXT.pages.connection,
    load: async () => (await import('./connection/connection-page.component')).ConnectionPageComponent,
  },
  { path: '/imports', title: SHELL_TEXT.pages.imports, load: loadImports },
  { path: '/imports/:id', title: SHELL_TEXT.pages.imports, load: loadImports },
];

async function loadImports(): Promise<Type<unknown>> {
  return (await import('./imports/imports-page.component')).ImportsPageComponent;
}
