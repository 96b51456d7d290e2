import { Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { finalize } from 'rxjs';

import { explainFailure } from '../http/failure';
import { formatMinute } from '../formats/times';
import { ACCOUNT_TEXT } from '../messages/sign-in';
import { RELOAD_PAGE, SessionKeeper } from './session-keeper';
import { SessionStore } from './session.store';

/** Account menu: name, permissions, sign-out. Hidden on servers without sign-in. */
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
  protected readonly isSigningOut = signal(false);
  protected readonly failure = signal('');
  protected readonly account = computed(() => {
    const session = this.store.session();
    if (session?.name === undefined || session.methods.length === 0) return undefined;
    const { name, scopes, expiresAt } = session;
    return {
      name,
      permissions: ACCOUNT_TEXT.permissions(scopes),
      until: expiresAt === undefined ? '' : ACCOUNT_TEXT.until(formatMinute(expiresAt)),
    };
  });

  constructor() {
    inject(SessionKeeper);
  }

  protected signOut(): void {
    if (this.isSigningOut()) return;
    this.isSigningOut.set(true);
    this.failure.set('');
    this.store
      .signOut()
      .pipe(
        finalize(() => this.isSigningOut.set(false)),
        takeUntilDestroyed(this.destroyRef),
      )
      .subscribe({
        // Removes all readings from memory.
        next: () => this.reloadPage(),
        error: (error: unknown) => this.failure.set(ACCOUNT_TEXT.failed(explainFailure(error))),
      });
  }
}
