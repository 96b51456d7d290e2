import { AppError } from '../../app-error.ts';

/** The refusal while the provider can't be reached and nobody else can tell whose a request is. */
export function signInUnavailable(problem = "it can't be reached"): AppError {
  return new AppError(
    'sign-in-unavailable',
    `The sign-in provider can't be used (${problem}), so that nobody can tell whose this is; try again in a moment.`,
  );
}

/** The refusal of a token whose key the provider may have made since it was asked last. */
export class KeyUnknownYet extends AppError {
  constructor() {
    super(
      'sign-in-unavailable',
      "The token's key was not among the provider's a moment ago, and may be new; send the request again in a few seconds.",
    );
  }
}
