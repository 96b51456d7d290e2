import { AppError } from '../../app-error.ts';

/** The refusal while the provider can't be reached and nobody else can tell whose a request is. */
export function signInUnavailable(): AppError {
  return new AppError(
    'sign-in-unavailable',
    "The sign-in provider can't be reached, so that nobody can tell whose this is; try again in a moment.",
  );
}
