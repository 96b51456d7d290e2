import { computed, inject, linkedSignal, Service } from '@angular/core';

import { Address } from '../routing/address';
import { parseView, type PersonView, RANGE_MS, viewParams } from './person-view';

interface Place {
  readonly rfid: string;
  readonly view: PersonView;
}

/** Whose page it is and what it shows: both stand in the address, so that they can be shared and gone back to. */
@Service({ autoProvided: false })
export class PersonRoute {
  private readonly address = inject(Address);

  /** While the page is being left, the address is another's already. */
  private readonly place = linkedSignal<Place | undefined, Place>({
    source: () => {
      const rfid = this.address.match()?.params['rfid'];
      return rfid === undefined ? undefined : { rfid, view: parseView(this.address.query()) };
    },
    computation: (place, before) => place ?? before?.value ?? { rfid: '', view: parseView(new URLSearchParams()) },
  });
  readonly rfid = computed(() => this.place().rfid);
  readonly view = computed(() => this.place().view, { equal: isSame });
  /** How long (ms) the time shown is. */
  readonly lengthMs = computed(() => {
    const { range, zoom } = this.view();
    return zoom ? zoom.to - zoom.from : RANGE_MS[range];
  });

  /** Goes to another view of the same person; "back" leads to this one again. */
  show(view: PersonView): void {
    this.address.changeQuery(viewParams(view), 'push');
  }
}

function isSame(a: PersonView, b: PersonView): boolean {
  return a.range === b.range && a.zoom?.from === b.zoom?.from && a.zoom?.to === b.zoom?.to;
}
