import { Service, signal } from '@angular/core';
import { type Observable, Subject } from 'rxjs';

/** Whether the server requires a sign-in. Requests that it rejected with 401 wait until the user has signed in. */
@Service()
export class SignInState {
  private readonly isRequiredState = signal(false);
  private readonly signIns = new Subject<void>();

  readonly isRequired = this.isRequiredState.asReadonly();

  /** Shows the sign-in page. Returns an Observable that emits when the user has signed in. */
  requireSignIn(): Observable<void> {
    this.isRequiredState.set(true);
    return this.signIns;
  }

  /** Shows the previous page again and repeats the requests that wait. */
  completeSignIn(): void {
    this.isRequiredState.set(false);
    this.signIns.next();
  }
}
