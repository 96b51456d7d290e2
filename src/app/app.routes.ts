import { DashboardComponent } from './dashboard/dashboard.component';
import type { PageRoute } from './routing/page-route';
import { SHELL_TEXT } from './messages/shell';

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
    load: () => import('./alarms/alarm-history.component').then(({ AlarmHistoryComponent }) => AlarmHistoryComponent),
  },
  {
    path: '/people/:rfid',
    title: SHELL_TEXT.pages.person,
    load: () => import('./person/person-page.component').then(({ PersonPageComponent }) => PersonPageComponent),
  },
  {
    path: '/connection',
    title: SHELL_TEXT.pages.connection,
    load: () =>
      import('./connection/connection-page.component').then(({ ConnectionPageComponent }) => ConnectionPageComponent),
  },
  // One page at two addresses.
  ...['/imports', '/imports/:id'].map((path) => ({
    path,
    title: SHELL_TEXT.pages.imports,
    load: () => import('./imports/imports-page.component').then(({ ImportsPageComponent }) => ImportsPageComponent),
  })),
];
