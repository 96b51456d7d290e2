import { DashboardComponent } from './dashboard/dashboard.component';
import type { PageRoute } from './routing/page-route';
import { SHELL_TEXT } from './messages/shell';

/** The pages. The first one is shown for unknown addresses and is part of the initial bundle. */
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
  ...['/imports', '/imports/:id'].map((path) => ({
    path,
    title: SHELL_TEXT.pages.imports,
    load: () => import('./imports/imports-page.component').then(({ ImportsPageComponent }) => ImportsPageComponent),
  })),
];

/** The page shown instead of the others while the server requires a sign-in. The address stays that of the hidden page. */
export const signInRoute: PageRoute = {
  path: '',
  title: SHELL_TEXT.pages.signIn,
  load: () => import('./sign-in/sign-in-page.component').then(({ SignInPageComponent }) => SignInPageComponent),
};
