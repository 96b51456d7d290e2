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

import { ReadingsStore } from '../readings/readings.store';
import { SIGN_IN_TEXT } from '../messages/sign-in';
import { mayRead, type Session } from './session';
import { SessionKeeper } from './session-keeper';
import { SessionStore } from './session.store';
import { explainSignIn, findFault } from './sign-in-error';
import { SignInGate } from './sign-in-gate';

/** Asks for a sign-in, in place of a page that the server gives only to those it knows. */
@Component({
  selector: 'vw-sign-in-page',
  templateUrl: './sign-in-page.component.html',
  styleUrl: './sign-in-page.component.css',
  // It hides what the shell shows around it, too.
  encapsulation: ViewEncapsulation.None,
})
export class SignInPageComponent {
  private readonly keeper = inject(SessionKeeper);
  private readonly store = inject(SessionStore);
  private readonly gate = inject(SignInGate);
  private readonly readings = inject(ReadingsStore);
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  private readonly destroyRef = inject(DestroyRef);

  private readonly field = viewChild<ElementRef<HTMLInputElement>>('field');

  protected readonly text = SIGN_IN_TEXT;
  /** Whether the server has said how one can sign in, or doesn't answer. */
  protected readonly isReady = signal(false);
  protected readonly isShown = signal(false);
  protected readonly isPosting = signal(false);
  protected readonly isWaiting = signal(false);
  protected readonly error = signal('');
  /** Where readings have been shown, somebody had been let in. */
  protected readonly why = computed(() => (this.readings.isLoaded() ? this.text.over : this.text.why));
  protected readonly hasOrganisation = computed(() => this.store.session()?.methods.includes('oidc') ?? false);
  protected readonly organisationHref = this.hrefOfReturn();

  constructor() {
    // An open dialog would keep everything else from the keyboard.
    for (const dialog of this.document.querySelectorAll('dialog')) dialog.close();
    const looked = this.keeper.look().pipe(
      finalize(() => this.begin()),
      takeUntilDestroyed(),
    );
    looked.subscribe();
  }

  protected signIn(token: string): void {
    if (this.isPosting() || this.isWaiting()) return;
    const fault = findFault(token);
    if (fault !== '') return this.fail(fault);
    this.error.set('');
    this.isPosting.set(true);
    this.store
      .signIn(token)
      .pipe(
        finalize(() => this.isPosting.set(false)),
        takeUntilDestroyed(this.destroyRef),
      )
      .subscribe({ next: (session) => this.takeSession(session), error: (error: unknown) => this.takeError(error) });
  }

  private begin(): void {
    this.isReady.set(true);
    afterNextRender(() => this.field()?.nativeElement.focus(), { injector: this.injector });
  }

  private takeSession(session: Session): void {
    if (mayRead(session)) {
      return this.gate.open();
    }
    this.fail(this.text.errors.cannotRead(session.name ?? ''));
    // Signed in as somebody for whom there is nothing here, one couldn't be asked again.
    this.store.signOut().subscribe({ error: (error: unknown) => this.takeError(error) });
  }

  private takeError(error: unknown): void {
    const { text, waitMs } = explainSignIn(error);
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
