import { Component, inject } from '@angular/core';

import { AcknowledgeDialogComponent } from './acknowledge-dialog.component';
import { AcknowledgingStore } from './acknowledging.store';
import { AlarmAnnouncerComponent } from './alarm-announcer.component';
import { AlarmBannerComponent } from './alarm-banner.component';
import { AlarmFavicon } from './alarm-favicon';
import { SeenNoticesComponent } from './seen-notices.component';

/** All that every page has of alarms: what is seen, what is heard, and the dialog that acknowledges. */
@Component({
  selector: 'vw-alarm-desk',
  imports: [AcknowledgeDialogComponent, AlarmAnnouncerComponent, AlarmBannerComponent, SeenNoticesComponent],
  template: `
    <vw-alarm-banner />
    <vw-seen-notices />
    <vw-alarm-announcer />
    @if (acknowledging.alarms(); as alarms) {
      @if (alarms.length > 0) {
        <vw-acknowledge-dialog [alarms]="alarms" (closed)="acknowledging.done()" />
      }
    }
  `,
})
export class AlarmDeskComponent {
  protected readonly acknowledging = inject(AcknowledgingStore);

  constructor() {
    inject(AlarmFavicon);
  }
}
