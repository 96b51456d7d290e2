import { computed, type Signal, signal } from '@angular/core';

/** A pointer that only lies there aims at nothing. */
const RESTING_MS = 10_000;

/** Who goes by keyboard takes longer; a focus that stays where a click has left it aims at nothing either. */
const FOCUS_MS = 60_000;

/** Whether somebody aims at something within an element: its content must not move away from under them. */
export class HeldPlace {
  private readonly hasPointer = signal(false);
  private readonly hasFocus = signal(false);
  private pointerTimer: ReturnType<typeof setTimeout> | undefined;
  private focusTimer: ReturnType<typeof setTimeout> | undefined;

  readonly isHeld: Signal<boolean> = computed(() => this.hasPointer() || this.hasFocus());

  /** The pointer moves within. */
  pointerMoves(): void {
    this.hasPointer.set(true);
    clearTimeout(this.pointerTimer);
    this.pointerTimer = setTimeout(() => this.hasPointer.set(false), RESTING_MS);
  }

  pointerLeaves(): void {
    clearTimeout(this.pointerTimer);
    this.hasPointer.set(false);
  }

  /** The focus has come, or goes on to the next thing within. */
  focusComes(): void {
    this.hasFocus.set(true);
    clearTimeout(this.focusTimer);
    this.focusTimer = setTimeout(() => this.hasFocus.set(false), FOCUS_MS);
  }

  focusLeaves(): void {
    clearTimeout(this.focusTimer);
    this.hasFocus.set(false);
  }

  /** Whoever aimed wants to see what is new. */
  release(): void {
    this.pointerLeaves();
    this.focusLeaves();
  }
}
