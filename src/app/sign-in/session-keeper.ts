import { DOCUMENT, inject, NgZone, Service } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import {
  catchError,
  concatMap,
  defer,
  EMPTY,
  filter,
  fromEvent,
  merge,
  type Observable,
  repeat,
  switchMap,
  tap,
  timer,
} from 'rxjs';

import { LogFeed } from '../feed/log-feed';
import { ApiError } from '../http/json-api';
import { ReadingsStore } from '../readings/readings.store';
import { ServerStore } from '../readings/server.store';
import type { ConnectionState } from '../sse.service';
import { PageLife } from '../tabs/page-life';
import { TabStream } from '../tabs/tab-stream';
import { RELOAD_PAGE } from './reload-page';
import { mayRead, type Session } from './session';
import { SessionStore } from './session.store';
import { SignInGate } from './sign-in-gate';

/** Renewed sooner, it would be renewed on and on where its end can't be put off. */
const LEAST_WAIT_MS = 30_000;
/** A timer of more than 2^31 ms fires at once. */
const LONGEST_WAIT_MS = 24 * 60 * 60_000;

/** The server may refuse whom it has just named; then only a person can go on. */
const PASSES_EVERY_MS = 10_000;

/**
 * Keeps the session alive while the page is open, and keeps to what the other tabs of this browser do with it, as they have the
 * same cookie: each looks for itself when somebody turns to it, and hears from the shared stream.
 */
@Service()
export class SessionKeeper {
  private readonly store = inject(SessionStore);
  private readonly readings = inject(ReadingsStore);
  private readonly server = inject(ServerStore);
  private readonly feed = inject(LogFeed);
  private readonly tabs = inject(TabStream);
  private readonly page = inject(PageLife);
  private readonly gate = inject(SignInGate);
  private readonly reloadPage = inject(RELOAD_PAGE);
  private readonly window = inject(DOCUMENT).defaultView;
  private passedAt = -Infinity;
  private wasLost = false;

  constructor() {
    const work = merge(this.renewals(), this.looks(), this.connections()).pipe(takeUntilDestroyed());
    inject(NgZone).runOutsideAngular(() => work.subscribe());
  }

  /** Asks who is signed in, and lets this page go on if it is somebody who may see it. */
  look(): Observable<Session> {
    const before = this.store.session();
    return this.store.refresh().pipe(
      tap((session) => {
        if (this.gate.isClosed()) this.passIf(mayRead(session));
        // What was shown to somebody must not stay when they have gone.
        else if (before?.name !== undefined && session.name === undefined) this.reloadPage();
      }),
    );
  }

  private passIf(isAllowed: boolean): void {
    if (!isAllowed || performance.now() - this.passedAt < PASSES_EVERY_MS) return;
    this.passedAt = performance.now();
    this.gate.open();
  }

  /** Before it expires, and when the server says that the stream is about to end. */
  private renewals(): Observable<unknown> {
    const inTime = toObservable(this.store.session).pipe(
      switchMap((session) => (session?.expiresAt === undefined ? EMPTY : this.renewOnAndOn(session.expiresAt))),
    );
    const inHaste = this.feed.messages.pipe(
      filter((message) => message.kind === 'notice'),
      switchMap(() => this.renew()),
    );
    return merge(inTime, inHaste);
  }

  /** Each time when half of what is left has passed: a failure leaves time for another attempt. */
  private renewOnAndOn(expiresAt: number): Observable<unknown> {
    const wait = (): number => {
      const leftMs = expiresAt - this.server.clock.now();
      return Math.min(Math.max(leftMs / 2, LEAST_WAIT_MS), LONGEST_WAIT_MS);
    };
    return defer(() => timer(wait())).pipe(
      concatMap(() => this.renew()),
      repeat(),
    );
  }

  private renew(): Observable<unknown> {
    // The tab that has the stream does it for all.
    if (this.tabs.role() === 'following') return this.store.refresh();
    return this.store.renew().pipe(
      catchError((error: unknown) => {
        if (!(error instanceof ApiError && error.status === 401)) return EMPTY;
        this.gate.close();
        return this.store.refresh();
      }),
    );
  }

  /** Somebody turns to this page, perhaps from another tab. */
  private looks(): Observable<unknown> {
    const { window, page } = this;
    const focuses = window ? fromEvent(window, 'focus') : EMPTY;
    const shows = page.changes.pipe(filter(() => page.isRunning && page.isVisible));
    return merge(focuses, shows).pipe(
      filter(() => this.isPersonal()),
      switchMap(() => this.look()),
    );
  }

  /** Where everybody is let in there is nothing to look for. */
  private isPersonal(): boolean {
    return this.gate.isClosed() || (this.store.session()?.methods.length ?? 0) > 0;
  }

  /** A tab without the stream hears from the one that has it. */
  private connections(): Observable<unknown> {
    return toObservable(this.readings.connection).pipe(tap((state) => this.takeConnection(state)));
  }

  private takeConnection(state: ConnectionState): void {
    // One that was live when the gate closed is about to end.
    const isBack = state.name === 'live' && this.wasLost;
    this.wasLost = 'since' in state;
    if (state.name === 'offline' && state.reason === 'sign-in') this.gate.close();
    else if (isBack && this.gate.isClosed()) this.gate.open();
  }
}
