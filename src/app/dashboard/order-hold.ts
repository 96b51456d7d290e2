import { computed, inject, NgZone, Service, signal, type WritableSignal } from '@angular/core';

/** Who doesn't move the pointer for so long isn't pointing, but has left it there. */
const POINTER_MS = 10_000;

/** Reading a row takes longer for those who go by keyboard. */
const KEYS_MS = 60_000;

/** Whether rows have to stay where they are, because somebody is pointing at them or goes through them by keyboard. */
@Service({ autoProvided: false })
export class OrderHold {
  private readonly zone = inject(NgZone);
  private readonly isPointing = signal(false);
  private readonly isKeying = signal(false);
  private readonly timers = new Map<unknown, ReturnType<typeof setTimeout>>();

  readonly isHeld = computed(() => this.isPointing() || this.isKeying());

  /** Follows the pointer over the rows. A finger doesn't count: it scrolls, and then it is gone. Gives the way to end it. */
  follow(rows: HTMLElement): () => void {
    const listening = new AbortController();
    const { signal } = listening;
    const point = ({ pointerType }: PointerEvent): void => {
      if (pointerType !== 'touch') this.hold(this.isPointing, POINTER_MS);
    };
    // Inside the zone, every pixel that the pointer moves would be a change detection.
    this.zone.runOutsideAngular(() => {
      rows.addEventListener('pointermove', point, { passive: true, signal });
      rows.addEventListener('pointerleave', () => this.release(this.isPointing), { signal });
    });
    return () => {
      listening.abort();
      this.release(this.isPointing);
      this.release(this.isKeying);
    };
  }

  /** The focus is within the rows. */
  key(): void {
    this.hold(this.isKeying, KEYS_MS);
  }

  keyAway(): void {
    this.release(this.isKeying);
  }

  private hold(reason: WritableSignal<boolean>, ms: number): void {
    clearTimeout(this.timers.get(reason));
    this.zone.runOutsideAngular(() =>
      this.timers.set(
        reason,
        setTimeout(() => this.release(reason), ms),
      ),
    );
    reason.set(true);
  }

  private release(reason: WritableSignal<boolean>): void {
    clearTimeout(this.timers.get(reason));
    this.timers.delete(reason);
    reason.set(false);
  }
}
