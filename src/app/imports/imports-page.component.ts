import { Component, inject, linkedSignal } from '@angular/core';

import { Address } from '../routing/address';
import { SessionStore } from '../sign-in/session.store';
import { IMPORTS_TEXT } from '../messages/imports';
import { IMPORTS_HREF } from './import-links';
import { ImportRunComponent } from './import-run.component';
import { ImportsOverviewComponent } from './imports-overview.component';

/** Imports: all of them and a new one, or the one that the address names. For those who may import. */
@Component({
  selector: 'vw-imports-page',
  imports: [ImportRunComponent, ImportsOverviewComponent],
  templateUrl: './imports-page.component.html',
  styleUrl: './imports-page.component.css',
})
export class ImportsPageComponent {
  private readonly address = inject(Address);

  protected readonly text = IMPORTS_TEXT;
  protected readonly importsHref = IMPORTS_HREF;
  protected readonly mayOperate = inject(SessionStore).mayOperate;
  /** Which one; '' for all of them. While the page is being left, the address is another's already. */
  protected readonly id = linkedSignal<string | undefined, string>({
    source: () => (this.address.path() === IMPORTS_HREF ? '' : this.address.match()?.params['id']),
    computation: (id, before) => id ?? before?.value ?? '',
  });
}
