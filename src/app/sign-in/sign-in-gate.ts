import { Service, signal } from '@angular/core';
import { type Observable, Subject } from 'rxjs';

/** Closed while the server wants a sign-in: what it has refused waits here until somebody has signed in. */
@Service()
export class SignInGate {
  private readonly isClosedState = signal(false);
  private readonly openings = new Subject<void>();

  readonly isClosed = this.isClosedState.asReadonly();

  /** The server has answered 401. What is given tells when it is worth asking again. */
  close(): Observable<void> {
    this.isClosedState.set(true);
    return this.openings;
  }

  /** Somebody has signed in. */
  open(): void {
    this.isClosedState.set(false);
    this.openings.next();
  }
}
