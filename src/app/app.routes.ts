import type { Routes } from '@angular/router';

/** One entry a page. */
export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Readings · Vitalwire',
    loadComponent: async () => (await import('./dashboard/dashboard.component')).DashboardComponent,
  },
  { path: '**', redirectTo: '' },
];
