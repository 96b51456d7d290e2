import { Service, signal } from '@angular/core';

/** What is looked for. It outlasts the page, so that it is still there on the way back from a person, but not the tab. */
@Service()
export class SearchStore {
  private readonly soughtState = signal('');

  readonly sought = this.soughtState.asReadonly();

  seek(text: string): void {
    this.soughtState.set(text);
  }
}
