import { computed, DOCUMENT, inject, NgZone, Service } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { throttleTime } from 'rxjs';

import { AlarmsStore } from './alarms.store';
import { drawFavicon } from './favicon-image';

/** A browser takes longer to draw an icon than anybody to look at it. */
const REDRAW_EVERY_MS = 1_000;

const PLAIN = 'favicon.svg';

/** Shows in the tab's icon how many alarms are open, and whether any is unacknowledged. */
@Service()
export class AlarmFavicon {
  private readonly store = inject(AlarmsStore);
  private readonly document = inject(DOCUMENT);
  private readonly zone = inject(NgZone);

  private readonly image = computed(() => {
    const isUnacknowledged = this.store.waiting().length > 0;
    return this.store.openCount() > 0 || isUnacknowledged
      ? drawFavicon(this.store.openCount(), isUnacknowledged)
      : PLAIN;
  });

  constructor() {
    const images = toObservable(this.image).pipe(
      throttleTime(REDRAW_EVERY_MS, undefined, { leading: true, trailing: true }),
      takeUntilDestroyed(),
    );
    this.zone.runOutsideAngular(() => images.subscribe((image) => this.show(image)));
  }

  private show(image: string): void {
    const link = this.document.querySelector<HTMLLinkElement>('link[rel=icon]');
    if (link && link.getAttribute('href') !== image) link.setAttribute('href', image);
  }
}
