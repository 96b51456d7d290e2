import type { Type } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { SessionReport } from '@contract/access';

import { FakeClocks } from '../clocks.fake';
import { FakeBackend, NOW, provideFakeBackend } from '../feed/backend.fake';
import { ReadingsStore } from '../readings/readings.store';
import { FakePageLife } from '../tabs/page-life.fake';
import { PageLife } from '../tabs/page-life';
import { RELOAD_PAGE } from './reload-page';
import { SignInGate } from './sign-in-gate';

/** Nobody, on a server with tokens. */
export const NOBODY: SessionReport = { Name: null, Scopes: [], Expires: null, Methods: ['token'] };

/** A nurse who is signed in for 12 hours. */
export const NURSE: SessionReport = {
  Name: 'nurse-3',
  Scopes: ['read', 'operate'],
  Expires: '2026-11-20T21:15:00.000Z',
  Methods: ['token'],
};

/** A part of a page of a server that wants a sign-in, with that server, the clocks and the page's life in the hands of the test. */
export class SignedInPage<Part> {
  readonly clocks = new FakeClocks(NOW);
  readonly life = new FakePageLife();
  readonly reloads = jasmine.createSpy('reload');
  readonly backend: FakeBackend;
  readonly gate: SignInGate;
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
    this.gate = TestBed.inject(SignInGate);
    TestBed.inject(ReadingsStore);
    this.fixture = TestBed.createComponent(part);
    this.element = this.fixture.nativeElement as HTMLElement;
    document.body.append(this.element);
    this.show();
  }

  /** The server says who is signed in. */
  be(session: SessionReport): void {
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

/** The browser gives the window of the tests its focus when it likes, on a busy machine in the midst of a test. */
function ignoreIfReal(event: Event): void {
  if (event.isTrusted) event.stopImmediatePropagation();
}
