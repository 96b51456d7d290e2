import { computed, type Signal, signal } from '@angular/core';

/** A pointer that only lies there aims at nothing. */
const RESTING_MS = 10_000;

/** Whether somebody aims at something within an element: its content must not move away from under them. */
export class HeldPlace {
  private readonly hasPointer = signal(false);
  private readonly hasFocus = signal(false);
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly isHeld: Signal<boolean> = computed(() => this.hasPointer() || this.hasFocus());

  /** The pointer moves within. */
  pointerMoves(): void {
    this.hasPointer.set(true);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hasPointer.set(false), RESTING_MS);
  }

  pointerLeaves(): void {
    clearTimeout(this.timer);
    this.hasPointer.set(false);
  }

  focusIs(isWithin: boolean): void {
    this.hasFocus.set(isWithin);
  }

  /** Whoever aimed wants to see what is new. */
  release(): void {
    this.pointerLeaves();
    this.hasFocus.set(false);
  }
}
