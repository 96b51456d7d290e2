/** A device's clocks, in the hands of a test: time passes by `jasmine.clock().tick()`. */
export class FakeClocks {
  private setAheadMs = 0;

  constructor(now: string) {
    const startMs = Date.parse(now);
    jasmine.clock().install().mockDate(new Date(now));
    spyOn(performance, 'now').and.callFake(() => Date.now() - startMs - this.setAheadMs);
  }

  /** Somebody sets the device's clock; no time passes by that. */
  set(now: string): void {
    this.setAheadMs += Date.parse(now) - Date.now();
    jasmine.clock().mockDate(new Date(now));
  }

  restore(): void {
    jasmine.clock().uninstall();
  }
}
