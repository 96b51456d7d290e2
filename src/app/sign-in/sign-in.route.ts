import type { PageRoute } from '../routing/page-route';
import { SHELL_TEXT } from '../messages/shell';

/** The page in place of all others while the server wants a sign-in. It has no address: that of the page that waits stays. */
export const SIGN_IN_ROUTE: PageRoute = {
  path: '',
  title: SHELL_TEXT.pages.signIn,
  load: () => import('./sign-in-page.component').then(({ SignInPageComponent }) => SignInPageComponent),
};
