import type { Routes } from '@angular/router';

import { SHELL_TEXT } from './texts/shell';

/** One entry a page. */
export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: SHELL_TEXT.titles.readings,
    loadComponent: async () => (await import('./dashboard/dashboard.component')).DashboardComponent,
  },
  {
    path: 'alarms',
    title: SHELL_TEXT.titles.alarms,
    loadComponent: async () => (await import('./alarms/alarm-history.component')).AlarmHistoryComponent,
  },
  {
    path: 'people/:rfid',
    title: SHELL_TEXT.titles.person,
    loadComponent: async () => (await import('./person/person-page.component')).PersonPageComponent,
  },
  {
    path: 'connection',
    title: SHELL_TEXT.titles.connection,
    loadComponent: async () => (await import('./connection/connection-page.component')).ConnectionPageComponent,
  },
  { path: '**', redirectTo: '' },
];
