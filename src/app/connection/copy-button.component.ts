import { Clipboard } from '@angular/cdk/clipboard';
import { Component, inject, input, signal } from '@angular/core';

import { CONNECTION_PAGE_TEXT } from '../messages/connection-page';

/** Puts a text on the clipboard, and says whether that worked. The CDK's way works over plain http too. */
@Component({
  selector: 'vw-copy-button',
  template: `
    <button type="button" (click)="copy()">{{ label() }}</button>
    <span role="status">{{ result() }}</span>
  `,
  styles: `
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.75rem;
    }

    span {
      color: var(--muted);
      font-size: 0.875rem;
    }
  `,
})
export class CopyButtonComponent {
  private readonly clipboard = inject(Clipboard);

  readonly label = input.required<string>();
  /** Gives the text when it is wanted. */
  readonly source = input.required<() => string>();

  protected readonly result = signal('');

  protected copy(): void {
    const { copied, notCopied } = CONNECTION_PAGE_TEXT.path;
    this.result.set(this.clipboard.copy(this.source()()) ? copied : notCopied);
  }
}
