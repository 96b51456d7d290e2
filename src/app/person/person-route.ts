import { computed, inject, linkedSignal, Service } from '@angular/core';

import { Address } from '../routing/address';
import { parseView, type PersonView, RANGE_MS, viewParams } from './person-view';

interface Place {
  readonly rfid: string;
  readonly view: PersonView;
}

/** The person and the view. Both are in the address, so that links and the back button work. */
@Service({ autoProvided: false })
export class PersonRoute {
  private readonly address = inject(Address);

  /** Keeps its value during navigation, when the address is already another page's. */
  private readonly place = linkedSignal<Place | undefined, Place>({
    source: () => {
      const rfid = this.address.match()?.params['rfid'];
      return rfid === undefined ? undefined : { rfid, view: parseView(this.address.query()) };
    },
    computation: (place, before) => place ?? before?.value ?? { rfid: '', view: parseView(new URLSearchParams()) },
  });
  readonly rfid = computed(() => this.place().rfid);
  readonly view = computed(() => this.place().view, { equal: isSame });
  /** Length of the period shown (ms). */
  readonly lengthMs = computed(() => {
    const { range, zoom } = this.view();
    return zoom ? zoom.to - zoom.from : RANGE_MS[range];
  });

  /** Navigates to another view of the same person, with a history entry. */
  show(view: PersonView): void {
    this.address.changeQuery(viewParams(view), 'push');
  }
}

function isSame(a: PersonView, b: PersonView): boolean {
  return a.range === b.range && a.zoom?.from === b.zoom?.from && a.zoom?.to === b.zoom?.to;
}
