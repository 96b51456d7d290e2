import { Component, inject, linkedSignal } from '@angular/core';

import { Address } from '../routing/address';
import { SessionStore } from '../sign-in/session.store';
import { IMPORTS_TEXT } from '../messages/imports';
import { IMPORTS_HREF } from './imports.api';
import { ImportRunComponent } from './import-run.component';
import { ImportsOverviewComponent } from './imports-overview.component';

/** The page of all imports, or of the one in the address. Only for users who may import. */
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
  /** Id of the import; '' for all. Keeps its value during navigation, when the address is already another page's. */
  protected readonly id = linkedSignal<string | undefined, string>({
    source: () => (this.address.path() === IMPORTS_HREF ? '' : this.address.match()?.params['id']),
    computation: (id, before) => id ?? before?.value ?? '',
  });
}
