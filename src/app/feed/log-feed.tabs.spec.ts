import { TestBed } from '@angular/core/testing';

import { FakeBackend, provideFakeBackend } from './backend.fake';
import { TAB_TOOLS } from '../tabs/tab-tools';
import { type StreamWord, type TabSaying, tabsName } from '../tabs/tab-word';
import { LogFeed } from './log-feed';

describe('LogFeed in a tab that follows', () => {
  const name = tabsName(new URL('/events', document.baseURI).href, ['message', 'acknowledgement']);
  let leader: BroadcastChannel;
  let leading: PromiseWithResolvers<void>;

  beforeEach(async () => {
    leader = new BroadcastChannel(name);
    leading = Promise.withResolvers();
    await new Promise<void>((resolve) => {
      navigator.locks.request(name, () => {
        resolve();
        return leading.promise;
      });
    });
    const openChannel = (channel: string): BroadcastChannel => new BroadcastChannel(channel);
    TestBed.configureTestingModule({
      providers: [...provideFakeBackend(), { provide: TAB_TOOLS, useValue: { locks: navigator.locks, openChannel } }],
    });
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    leader.close();
    leading.resolve();
  });

  /** The leader says that its stream is at an event; resolves when the others have heard it. */
  async function say(place: string): Promise<void> {
    const word: StreamWord = { before: place, after: place, state: { name: 'live' } };
    const other = new BroadcastChannel(name);
    await new Promise((resolve) => {
      other.onmessage = resolve;
      leader.postMessage({ kind: 'word', word, isVisible: true } satisfies TabSaying);
    });
    other.close();
  }

  it('loads a fresh snapshot when it hears that it has missed something, and else does not', async () => {
    const backend = new FakeBackend();
    const states: string[] = [];
    const following = TestBed.inject(LogFeed).messages.subscribe((message) => {
      if (message.kind === 'state') states.push(message.state.name);
    });
    backend.answerSnapshot([]);
    await say('k3f9-10');
    expect(states.at(-1)).toBe('live');
    expect(backend.hasSnapshotRequest()).toBe(false);
    await say('k3f9-11');
    expect(states.at(-1)).toBe('connecting');
    backend.answerSnapshot([]);
    following.unsubscribe();
  });
});
