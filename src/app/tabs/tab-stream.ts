import { DOCUMENT, inject, NgZone, Service, signal } from '@angular/core';

import { type SseOptions, SseService } from '../sse.service';
import { withDefaults } from '../sse/sse-api';
import { PageLife } from './page-life';
import { TabMembership, type TabRole } from './tab-membership';
import { TAB_TOOLS } from './tab-tools';
import { tabsName } from './tab-word';

export type { TabMembership, TabMessage, TabRole } from './tab-membership';

/**
 * One stream for all tabs of a browser, as HTTP/1.1 allows six connections per server: the tab that holds a lock opens it and
 * passes on what it brings. Where tabs can't know of each other, each visible one has a stream of its own.
 */
@Service()
export class TabStream {
  private readonly zone = inject(NgZone);
  private readonly document = inject(DOCUMENT);
  private readonly sse = inject(SseService);
  private readonly page = inject(PageLife);
  private readonly tools = inject(TAB_TOOLS);

  private readonly roleState = signal<TabRole>(this.tools ? 'following' : 'alone');

  /** This tab's part in the stream that was joined last. */
  readonly role = this.roleState.asReadonly();

  /**
   * Joins the tabs that follow the same stream; to be closed by who joined. What they are told from now on can be joined to
   * a snapshot that is asked for from now on, by {@link TabMembership.follow} with its position.
   */
  join(options: Omit<SseOptions, 'ids' | 'lastEventId'>): TabMembership {
    const { zone, page, tools } = this;
    const { types } = withDefaults(options);
    const url = new URL(options.url, this.document.baseURI).href;
    return zone.runOutsideAngular(
      () =>
        new TabMembership({
          name: tabsName(url, types),
          stream: (lastEventId) => this.sse.stream({ ...options, ids: 'positions', lastEventId }),
          page,
          tools,
          enterZone: (work) => zone.run(work),
          leaveZone: (work) => zone.runOutsideAngular(work),
          roleIs: (role) => this.roleState.set(role),
        }),
    );
  }
}
