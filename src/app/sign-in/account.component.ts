import { Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { finalize } from 'rxjs';

import { explainFailure } from '../feed/load-failure';
import { formatMinute } from '../formats/times';
import { ACCOUNT_TEXT } from '../messages/sign-in';
import { RELOAD_PAGE } from './reload-page';
import { SessionKeeper } from './session-keeper';
import { SessionStore } from './session.store';

/** Says who is signed in, and what they may do, in a small menu from which they sign out. Nothing where nobody signs in. */
@Component({
  selector: 'vw-account',
  templateUrl: './account.component.html',
  styleUrls: ['../menu.css', './account.component.css'],
})
export class AccountComponent {
  private readonly store = inject(SessionStore);
  private readonly reloadPage = inject(RELOAD_PAGE);
  private readonly destroyRef = inject(DestroyRef);

  protected readonly text = ACCOUNT_TEXT;
  protected readonly isLeaving = signal(false);
  protected readonly failure = signal('');
  protected readonly account = computed(() => {
    const session = this.store.session();
    if (session?.name === undefined || session.methods.length === 0) return undefined;
    const { name, scopes, expiresAt } = session;
    return {
      name,
      may: ACCOUNT_TEXT.may(scopes),
      until: expiresAt === undefined ? '' : ACCOUNT_TEXT.until(formatMinute(expiresAt)),
    };
  });

  constructor() {
    inject(SessionKeeper);
  }

  protected signOut(): void {
    if (this.isLeaving()) return;
    this.isLeaving.set(true);
    this.failure.set('');
    this.store
      .signOut()
      .pipe(
        finalize(() => this.isLeaving.set(false)),
        takeUntilDestroyed(this.destroyRef),
      )
      .subscribe({
        // What somebody was shown must not stay in memory when they have gone.
        next: () => this.reloadPage(),
        error: (error: unknown) => this.failure.set(ACCOUNT_TEXT.failed(explainFailure(error))),
      });
  }
}
