import { Component, computed, inject } from '@angular/core';

import { Address } from '../routing/address';
import { SessionStore } from '../sign-in/session.store';
import { SHELL_TEXT } from '../messages/shell';
import { IMPORTS_HREF } from './imports.api';

/** Navigation link to the imports page, for users who may import. */
@Component({
  selector: 'vw-imports-link',
  template: `
    @if (mayOperate()) {
      <a [href]="href" [attr.aria-current]="current()">{{ text }}</a>
    }
  `,
  styles: ':host { display: contents; }',
})
export class ImportsLinkComponent {
  private readonly path = inject(Address).path;

  protected readonly text = SHELL_TEXT.pages.imports;
  protected readonly href = IMPORTS_HREF;
  protected readonly mayOperate = inject(SessionStore).mayOperate;
  /** On the page of one import the link marks the current section, not the current page. */
  protected readonly current = computed(() => {
    if (this.path() === IMPORTS_HREF) return 'page';
    return this.path().startsWith(`${IMPORTS_HREF}/`) ? 'true' : null;
  });
}
