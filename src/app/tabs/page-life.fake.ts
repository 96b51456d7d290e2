import { Subject } from 'rxjs';

import type { PageLife } from './page-life';

/** A page whose life is the test's. */
export class FakePageLife implements Pick<PageLife, 'isRunning' | 'isVisible' | 'changes'> {
  isVisible = true;
  isRunning = true;
  readonly changes = new Subject<void>();

  show(): void {
    this.isVisible = true;
    this.changes.next();
  }

  hide(): void {
    this.isVisible = false;
    this.changes.next();
  }

  freeze(): void {
    this.isRunning = false;
    this.changes.next();
  }

  resume(): void {
    this.isRunning = true;
    this.changes.next();
  }
}
