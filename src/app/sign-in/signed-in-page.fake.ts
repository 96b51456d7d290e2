import type { Type } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { SessionReport } from '@contract/access';

import { FakeClocks } from '../clocks.fake';
import { FakeBackend, NOW, provideFakeBackend } from '../feed/backend.fake';
import { ReadingsStore } from '../readings/readings.store';
import { FakePageLife } from '../tabs/page-life.fake';
import { PageLife } from '../tabs/page-life';
import { RELOAD_PAGE } from './session-keeper';
import { SignInState } from '../http/sign-in-state';

/** Session report before the sign-in, on a server with tokens. */
export const SIGNED_OUT: SessionReport = { Name: null, Scopes: [], Expires: null, Methods: ['token'] };

/** Session report of a nurse, signed in for 12 hours. */
export const NURSE: SessionReport = {
  Name: 'nurse-3',
  Scopes: ['read', 'operate'],
  Expires: '2026-11-20T21:15:00.000Z',
  Methods: ['token'],
};

/** A component on a server with sign-in. The test controls server, clocks and page visibility. */
export class SignedInPage<Part> {
  readonly clocks = new FakeClocks(NOW);
  readonly life = new FakePageLife();
  readonly reloads = jasmine.createSpy('reload');
  readonly backend: FakeBackend;
  readonly signInState: SignInState;
  readonly fixture: ComponentFixture<Part>;
  readonly element: HTMLElement;

  constructor(part: Type<Part>) {
    window.addEventListener('focus', ignoreIfReal, { capture: true });
    TestBed.configureTestingModule({
      providers: [
        ...provideFakeBackend(),
        { provide: PageLife, useValue: this.life },
        { provide: RELOAD_PAGE, useValue: this.reloads },
      ],
    });
    this.backend = new FakeBackend();
    this.signInState = TestBed.inject(SignInState);
    TestBed.inject(ReadingsStore);
    this.fixture = TestBed.createComponent(part);
    this.element = this.fixture.nativeElement as HTMLElement;
    document.body.append(this.element);
    this.show();
  }

  /** Answers the request for the session. */
  answerSession(session: SessionReport): void {
    this.backend.answerSession(session);
    this.show();
  }

  pass(ms: number): void {
    jasmine.clock().tick(ms);
    this.show();
  }

  show(): void {
    this.fixture.detectChanges();
    TestBed.tick();
  }

  text(selector: string): string {
    return this.element.querySelector(selector)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  }

  button(name: string): HTMLButtonElement {
    return [...this.element.querySelectorAll('button')].find((one) => one.textContent.trim() === name)!;
  }

  end(): void {
    window.removeEventListener('focus', ignoreIfReal, { capture: true });
    this.element.remove();
    TestBed.resetTestingModule();
    this.clocks.restore();
  }
}

/** Real focus events may come at any time during a test. */
function ignoreIfReal(event: Event): void {
  if (event.isTrusted) event.stopImmediatePropagation();
}
