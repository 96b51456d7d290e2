/** Fake wall clock and monotonic clock of a device. `jasmine.clock().tick()` advances both. */
export class FakeClocks {
  private setAheadMs = 0;

  constructor(now: string) {
    const startMs = Date.parse(now);
    jasmine.clock().install().mockDate(new Date(now));
    spyOn(performance, 'now').and.callFake(() => Date.now() - startMs - this.setAheadMs);
  }

  /** Sets the wall clock; no time passes. */
  set(now: string): void {
    this.setAheadMs += Date.parse(now) - Date.now();
    jasmine.clock().mockDate(new Date(now));
  }

  restore(): void {
    jasmine.clock().uninstall();
  }
}
