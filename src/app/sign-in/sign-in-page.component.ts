import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  type ElementRef,
  inject,
  Injector,
  signal,
  viewChild,
  ViewEncapsulation,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { finalize, timer } from 'rxjs';

import { explainFailure, requestedWaitMs } from '../http/failure';
import { ApiError } from '../http/json-api';
import { ReadingsStore } from '../readings/readings.store';
import { SIGN_IN_TEXT } from '../messages/sign-in';
import { mayRead, type Session } from './session';
import { SessionKeeper } from './session-keeper';
import { SessionStore } from './session.store';
import { SignInState } from '../http/sign-in-state';

/** Sign-in page, shown instead of a page that requires a sign-in. */
@Component({
  selector: 'vw-sign-in-page',
  templateUrl: './sign-in-page.component.html',
  styleUrl: './sign-in-page.component.css',
  // Its styles also hide parts of the shell.
  encapsulation: ViewEncapsulation.None,
})
export class SignInPageComponent {
  private readonly keeper = inject(SessionKeeper);
  private readonly store = inject(SessionStore);
  private readonly signInState = inject(SignInState);
  private readonly readings = inject(ReadingsStore);
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  private readonly destroyRef = inject(DestroyRef);

  private readonly field = viewChild<ElementRef<HTMLInputElement>>('field');

  protected readonly text = SIGN_IN_TEXT;
  /** Whether the request for the sign-in methods has ended. */
  protected readonly isReady = signal(false);
  protected readonly isShown = signal(false);
  protected readonly isPosting = signal(false);
  protected readonly isWaiting = signal(false);
  protected readonly error = signal('');
  /** If readings have been loaded before, the session has ended. */
  protected readonly why = computed(() => (this.readings.isLoaded() ? this.text.ended : this.text.why));
  protected readonly hasOrganisation = computed(() => this.store.session()?.methods.includes('oidc') ?? false);
  protected readonly organisationHref = this.hrefOfReturn();

  constructor() {
    // An open modal dialog would make the form inert.
    for (const dialog of this.document.querySelectorAll('dialog')) dialog.close();
    const check = this.keeper.checkSession().pipe(
      finalize(() => this.showForm()),
      takeUntilDestroyed(),
    );
    check.subscribe();
  }

  protected signIn(token: string): void {
    if (this.isPosting() || this.isWaiting()) return;
    const problem = validateToken(token);
    if (problem !== '') return this.fail(problem);
    this.error.set('');
    this.isPosting.set(true);
    this.store
      .signIn(token)
      .pipe(
        finalize(() => this.isPosting.set(false)),
        takeUntilDestroyed(this.destroyRef),
      )
      .subscribe({ next: (session) => this.onSession(session), error: (error: unknown) => this.onError(error) });
  }

  private showForm(): void {
    this.isReady.set(true);
    afterNextRender(() => this.field()?.nativeElement.focus(), { injector: this.injector });
  }

  private onSession(session: Session): void {
    if (mayRead(session)) return this.signInState.completeSignIn();
    this.fail(this.text.errors.cannotRead(session.name ?? ''));
    // With this session, the sign-in page couldn't be shown again.
    this.store.signOut().subscribe({ error: (error: unknown) => this.onError(error) });
  }

  private onError(error: unknown): void {
    const { text, waitMs } = explainFailedSignIn(error);
    this.fail(text);
    if (waitMs === 0) return;
    this.isWaiting.set(true);
    timer(waitMs)
      .pipe(takeUntilDestroyed(this.destroyRef))
      .subscribe(() => {
        this.isWaiting.set(false);
        this.error.set(this.text.errors.again);
      });
  }

  private fail(text: string): void {
    this.error.set(text);
    this.field()?.nativeElement.select();
  }

  private hrefOfReturn(): string {
    const { pathname, search } = this.document.location;
    return `/sign-in/oidc?${new URLSearchParams({ return: pathname + search }).toString()}`;
  }
}

/** Returns why a sign-in failed, and the delay before the next attempt (ms). */
function explainFailedSignIn(error: unknown): { readonly text: string; readonly waitMs: number } {
  const { errors } = SIGN_IN_TEXT;
  const waitMs = requestedWaitMs(error);
  if (error instanceof ApiError && error.status === 401) return { text: errors.unknown, waitMs: 0 };
  if (error instanceof ApiError && error.status === 429) return { text: errors.tooMany(waitMs), waitMs };
  return { text: errors.failed(explainFailure(error)), waitMs };
}

/** Returns the problem of a token that can't be valid; `''` if there is none. [spec] RFC 6750, 2.1: b64token. */
function validateToken(token: string): string {
  const { errors } = SIGN_IN_TEXT;
  if (token === '') return errors.missing;
  return /^[A-Za-z0-9\-._~+/]+=*$/.test(token) ? '' : errors.malformed;
}
