import { createEnvironmentInjector, EnvironmentInjector, provideZoneChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { FakeClocks } from '../clocks.fake';
import { EVENT_SOURCE_FACTORY } from '../event-source';
import { SseService } from '../sse.service';
import { FakeLogServer } from './log-server.fake';
import { PageLife } from './page-life';
import { FakeTab } from './tab.fake';
import { TAB_TOOLS, type TabTools } from './tab-tools';
import { TabStream } from './tab-stream';
import { tabsName } from './tab-word';

/** Locks and messages go through other processes; what hasn't come by then (ms) won't come. */
const PATIENCE_MS = 4_000;

// Those of the tests stand still.
const realNow = performance.now.bind(performance);

let browsers = 0;

/** Tabs of one browser, with its real locks and channels, before a log whose words are the test's. Clocks stand at 09:15. */
export class FakeBrowser {
  readonly tabs: FakeTab[] = [];
  readonly server = new FakeLogServer();
  readonly name: string;
  private readonly url: string;
  private readonly clocks = new FakeClocks('2026-11-20T09:15:00Z');

  constructor() {
    TestBed.configureTestingModule({ providers: [provideZoneChangeDetection()] });
    browsers += 1;
    this.url = `/events?browser=${browsers}-${realNow()}`;
    this.name = tabsName(new URL(this.url, document.baseURI).href, ['message']);
  }

  /** Opens a tab; its snapshot is there in the next moment, or when the test says so. */
  openTab({ tools = realTools(), snapshot = 'soon' } = {}): FakeTab {
    const tab = this.makeTab(tools);
    if (snapshot === 'soon') tab.load();
    return tab;
  }

  /** A tab in which tabs can't know of each other. */
  openLoneTab(): FakeTab {
    const tab = this.makeTab(undefined);
    tab.load();
    return tab;
  }

  /** Fake time passes; what it sets off is awaited by {@link until}. */
  pass(ms: number): void {
    jasmine.clock().tick(ms);
  }

  /** Waits, while time stands still, until a condition is fulfilled. @throws Error when it never is */
  async until(what: string, isFulfilled: () => boolean): Promise<void> {
    const deadline = realNow() + PATIENCE_MS;
    while (!isFulfilled()) {
      if (realNow() > deadline) throw new Error(`Not so after ${PATIENCE_MS} ms: ${what}. ${this.describe()}`);
      await turn();
    }
  }

  /** Waits until every tab knows everything; batches go out meanwhile. */
  async untilAllKnow(tabs: readonly FakeTab[] = this.tabs): Promise<void> {
    for (let batch = 0; batch < 20 && tabs.some((tab) => tab.place !== this.server.head); batch += 1) {
      await this.settle();
      this.pass(100);
    }
    await this.until('all know everything', () => tabs.every((tab) => tab.place === this.server.head));
  }

  /** Lets what has been said arrive: a message to and fro, and a lock after all others of this page. */
  async settle(): Promise<void> {
    const [one, other] = [new BroadcastChannel(`${this.name} echo`), new BroadcastChannel(`${this.name} echo`)];
    for (let round = 0; round < 3; round += 1) {
      await new Promise((resolve) => {
        other.onmessage = resolve;
        one.postMessage('');
      });
      await navigator.locks.query();
      await turn();
    }
    one.close();
    other.close();
  }

  /** Something that never says a word has the lead, as a tab that is stuck. */
  stickLeader(): Promise<void> {
    return new Promise((taken) => {
      const stuck = navigator.locks.request(this.name, { steal: true }, () => {
        taken();
        return new Promise(() => {});
      });
      // It is replaced, as the test wants it to be.
      stuck.catch(() => undefined);
    });
  }

  close(): void {
    for (const tab of this.tabs) tab.close();
    this.clocks.restore();
  }

  private makeTab(tools: TabTools | undefined): FakeTab {
    const tab = new FakeTab(this.url, () => this.server.head);
    const injector = createEnvironmentInjector(
      [
        TabStream,
        SseService,
        { provide: PageLife, useValue: tab.page },
        { provide: TAB_TOOLS, useValue: tools },
        { provide: EVENT_SOURCE_FACTORY, useValue: (url: string) => this.server.openStream(url) },
      ],
      TestBed.inject(EnvironmentInjector),
    );
    tab.start(injector.get(TabStream));
    this.tabs.push(tab);
    return tab;
  }

  private describe(): string {
    const tabs = this.tabs.map((tab) => `${tab.role} at ${tab.place}, ${tab.stateName}`);
    return `Head ${this.server.head}, ${this.server.open.length} streams; ${tabs.join('; ')}`;
  }
}

function realTools(): TabTools {
  return { locks: navigator.locks, openChannel: (name) => new BroadcastChannel(name) };
}

/** Lets the event loop go round once; its timers are the test's. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage('');
  });
}
