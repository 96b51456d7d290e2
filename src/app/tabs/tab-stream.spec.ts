import { NgZone } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { FakeBrowser } from './browser.fake';
import type { FakeTab } from './tab.fake';

describe('TabStream', () => {
  let browser: FakeBrowser;

  beforeEach(() => (browser = new FakeBrowser()));
  afterEach(() => {
    expect(browser.tabs.flatMap((tab) => tab.problems)).toEqual([]);
    browser.close();
  });

  const leaders = (): readonly FakeTab[] => browser.tabs.filter((tab) => !tab.isClosed && tab.role === 'leading');

  /** Tabs that are live; the first leads. */
  async function openTabs(count: number): Promise<readonly FakeTab[]> {
    const tabs: FakeTab[] = [];
    for (let index = 0; index < count; index += 1) {
      const tab = browser.openTab();
      tabs.push(tab);
      await browser.until('the tab is live', () => tab.stateName === 'live');
    }
    return tabs;
  }

  describe('several tabs', () => {
    it('have one stream, and each of them has every event once, in order', async () => {
      const tabs = await openTabs(5);
      for (let batch = 0; batch < 10; batch += 1) {
        browser.server.append(7);
        browser.pass(100);
      }
      await browser.untilAllKnow();
      expect(browser.server.open.length).toBe(1);
      expect(tabs.map((tab) => tab.role)).toEqual(['leading', 'following', 'following', 'following', 'following']);
      for (const tab of tabs) expect(tab.ids.length).toBe(70);
    });

    it('that open together settle on one stream', async () => {
      for (let count = 0; count < 5; count += 1) browser.openTab();
      await browser.until('all are live', () => browser.tabs.every((tab) => tab.stateName === 'live'));
      browser.server.append();
      browser.pass(100);
      await browser.untilAllKnow();
      expect(browser.server.asked.length).toBe(1);
    });

    it('have nothing missing or twice where a snapshot joins what came while it was on its way', async () => {
      await openTabs(1);
      const late = browser.openTab({ snapshot: 'later' });
      late.ask();
      browser.server.append(2);
      browser.pass(100);
      const snapshot = browser.server.head;
      browser.server.append(3);
      browser.pass(100);
      await browser.settle();
      late.receive(snapshot);
      expect(late.ids).toEqual(['k3f9-13', 'k3f9-14', 'k3f9-15']);
      expect(late.stateName).toBe('live');
      expect(late.misses).toBe(0);
      expect(browser.server.open.length).toBe(1);
    });

    it('that follow are told what the leader knows of the connection, though they join later', async () => {
      const [leader] = await openTabs(1);
      browser.server.open[0]!.lose();
      const late = browser.openTab();
      await browser.until('it knows', () => late.stateName === 'reconnecting');
      expect(late.states.at(-1)).toEqual(leader!.states.at(-1));
    });

    it('hear of heartbeats and gaps as the leader does', async () => {
      const [leader, follower] = await openTabs(2);
      browser.server.cutForLong();
      await browser.untilAllKnow();
      await browser.until('all are live', () => browser.tabs.every((tab) => tab.stateName === 'live'));
      for (const tab of [leader!, follower!]) {
        expect(tab.kinds.filter((kind) => kind === 'gap')).toEqual(['gap']);
        expect(tab.kinds).toContain('heartbeat');
        expect(tab.snapshots).toBe(2);
      }
      expect(browser.server.open.length).toBe(1);
    });

    it('that loads anew, as the leader, leaves the stream to the others', async () => {
      const [leader] = await openTabs(2);
      leader!.load();
      browser.server.append(3);
      await browser.untilAllKnow();
      expect(browser.server.asked.length).toBe(1);
    });

    it('that gives up a replay for a snapshot opens its stream anew from there', async () => {
      const [leader, follower] = await openTabs(2);
      browser.server.open[0]!.lose();
      leader!.load();
      follower!.load();
      browser.server.append(5);
      await browser.untilAllKnow();
      await browser.until('all are live', () => browser.tabs.every((tab) => tab.stateName === 'live'));
      expect(browser.server.asked).toEqual(['k3f9-10', 'k3f9-15']);
    });

    it('of another build, which say what nobody understands, are not listened to', async () => {
      const [tab] = await openTabs(1);
      const stranger = new BroadcastChannel(browser.name);
      for (const data of ['?', 7, null, {}, { kind: 'word' }, { kind: 'order' }]) stranger.postMessage(data);
      await browser.settle();
      stranger.close();
      browser.server.append();
      browser.pass(100);
      await browser.untilAllKnow();
      expect(tab!.stateName).toBe('live');
    });

    it('follow in one turn of the zone for each batch, and in none for a pulse', async () => {
      await openTabs(2);
      let turns = 0;
      const counting = TestBed.inject(NgZone).onMicrotaskEmpty.subscribe(() => (turns += 1));
      browser.pass(6_000);
      await browser.settle();
      expect(turns).toBe(0);
      browser.server.append(100);
      browser.pass(100);
      await browser.untilAllKnow();
      counting.unsubscribe();
      // The first at once, the rest together; in the leader and in the follower.
      expect(turns).toBe(4);
    });
  });

  describe('when the leader', () => {
    it('is closed, the next goes on from its own place', async () => {
      const [leader, ...others] = await openTabs(3);
      browser.server.append(5);
      browser.pass(100);
      await browser.untilAllKnow();
      leader!.close();
      browser.server.append(5);
      await browser.untilAllKnow(others);
      expect(browser.server.asked).toEqual(['k3f9-10', 'k3f9-15']);
      expect(others.map((tab) => tab.misses)).toEqual([0, 0]);
      expect(browser.server.open.length).toBe(1);
    });

    it('is closed, nobody says that the connection was lost', async () => {
      const [leader, next] = await openTabs(2);
      const before = next!.states.length;
      leader!.close();
      await browser.until('the next leads', () => next!.role === 'leading');
      browser.server.append();
      await browser.untilAllKnow([next!]);
      expect(new Set(next!.states.slice(before).map(({ name }) => name))).not.toContain('connecting');
    });

    it('is closed while the connection is lost, it stays lost since then', async () => {
      const [leader, next] = await openTabs(2);
      const since = Date.now();
      browser.server.isDown = true;
      browser.server.open[0]!.lose();
      await browser.until('the other knows', () => next!.stateName === 'reconnecting');
      browser.pass(5_000);
      leader!.close();
      await browser.until('the next has opened its own', () => browser.server.asked.length === 2);
      browser.server.open[0]!.lose();
      expect(next!.states.at(-1)).toEqual({ name: 'reconnecting', since, attempt: 1 });
    });

    it('is frozen, another goes on at once, and it comes back with a snapshot when it has missed something', async () => {
      const [leader, ...others] = await openTabs(3);
      leader!.page.freeze();
      expect(leader!.stateName).toBe('connecting');
      await browser.until('another leads', () => leaders().length === 1 && leaders()[0] !== leader);
      browser.server.append(5);
      await browser.untilAllKnow(others);
      leader!.page.resume();
      await browser.untilAllKnow();
      expect(leader!.misses).toBe(1);
      expect(leader!.snapshots).toBe(2);
      await browser.until('it is live', () => leader!.stateName === 'live');
      expect(browser.server.open.length).toBe(1);
    });

    it('is frozen for a while in which nothing happens, it comes back without a snapshot', async () => {
      const [leader, other] = await openTabs(2);
      leader!.page.freeze();
      await browser.until('another leads', () => other!.role === 'leading');
      leader!.page.resume();
      await browser.until('it is live', () => leader!.stateName === 'live');
      browser.server.append();
      browser.pass(100);
      await browser.untilAllKnow();
      expect(leader!.misses).toBe(0);
      expect(leader!.role).toBe('following');
    });

    it('was the only tab and was put aside, it comes back to exactly what it missed', async () => {
      const [tab] = await openTabs(1);
      tab!.page.freeze();
      expect(browser.server.open.length).toBe(0);
      browser.server.append(5);
      tab!.page.resume();
      await browser.untilAllKnow();
      expect(tab!.ids).toEqual(['k3f9-11', 'k3f9-12', 'k3f9-13', 'k3f9-14', 'k3f9-15']);
      expect(tab!.snapshots).toBe(1);
    });

    it('is stuck, another takes its place within ten seconds and nothing is missing', async () => {
      const tabs = await openTabs(3);
      await browser.stickLeader();
      await browser.until('nobody leads', () => leaders().length === 0);
      browser.server.append(5);
      browser.pass(10_000);
      await browser.untilAllKnow();
      expect(leaders().length).toBe(1);
      expect(tabs.map((tab) => tab.misses)).toEqual([0, 0, 0]);
    });

    it('speaks, nobody takes its place, though this machine has slept', async () => {
      const [leader] = await openTabs(3);
      jasmine.clock().mockDate(new Date('2026-11-20T12:00:00Z'));
      for (let second = 0; second < 20; second += 1) {
        browser.pass(1_000);
        await browser.settle();
      }
      expect(leaders()).toEqual([leader!]);
      expect(browser.server.asked.length).toBe(1);
    });
  });

  describe('a hidden leader', () => {
    it('is replaced by a tab that is visible for some seconds, once', async () => {
      const [leader, ...others] = await openTabs(3);
      others.forEach((tab) => tab.page.hide());
      leader!.page.hide();
      others[0]!.page.show();
      await browser.settle();
      browser.pass(1_000);
      expect(leaders()).toEqual([leader!]);
      browser.pass(2_000);
      await browser.until('the visible one leads', () => others[0]!.role === 'leading');
      await browser.until('the hidden one knows', () => leader!.role === 'following');
      browser.server.append(3);
      browser.pass(100);
      await browser.untilAllKnow();
      expect(browser.server.asked.length).toBe(2);
      expect(browser.server.open.length).toBe(1);
    });

    it('is not fought over by two visible windows', async () => {
      const [leader] = await openTabs(3);
      leader!.page.hide();
      // A server that is silent for longer would be asked again.
      for (let second = 0; second < 30; second += 1) {
        await browser.settle();
        browser.pass(1_000);
      }
      await browser.settle();
      expect(leaders().length).toBe(1);
      expect(leaders()[0]).not.toBe(leader);
      // The two may have taken it in the same moment, but not again and again.
      expect(browser.server.asked.length).toBeLessThan(4);
      expect(browser.server.open.length).toBe(1);
    });

    it('goes on while nobody looks at any tab', async () => {
      const [leader, other] = await openTabs(2);
      leader!.page.hide();
      other!.page.hide();
      for (let second = 0; second < 30; second += 1) {
        browser.pass(1_000);
        await browser.settle();
      }
      browser.server.append();
      await browser.untilAllKnow();
      expect(leaders()).toEqual([leader!]);
    });
  });

  describe('where tabs cannot know of each other', () => {
    it('each has a stream of its own', async () => {
      browser.openLoneTab();
      browser.openLoneTab();
      await browser.until('both are live', () => browser.tabs.every((tab) => tab.stateName === 'live'));
      expect(browser.server.open.length).toBe(2);
      expect(browser.tabs.map((tab) => tab.role)).toEqual(['alone', 'alone']);
    });

    it('a hidden one lets go of it without calling that a loss, and comes back to exactly what it missed', async () => {
      const tab = browser.openLoneTab();
      await browser.until('it is live', () => tab.stateName === 'live');
      tab.page.hide();
      expect(browser.server.open.length).toBe(0);
      expect(tab.stateName).toBe('connecting');
      browser.server.append(3);
      tab.page.show();
      await browser.untilAllKnow();
      expect(tab.ids).toEqual(['k3f9-11', 'k3f9-12', 'k3f9-13']);
      expect(browser.server.asked).toEqual(['k3f9-10', 'k3f9-10']);
      expect(tab.states.map(({ name }) => name)).not.toContain('reconnecting');
    });

    it('one that is opened hidden waits with its stream until somebody looks at it', async () => {
      const tab = browser.openLoneTab();
      tab.page.hide();
      await browser.settle();
      expect(browser.server.asked).toEqual([]);
      tab.page.show();
      await browser.until('it is live', () => tab.stateName === 'live');
    });

    it('as the browser refuses locks, each goes on alone', async () => {
      const locks = { request: () => Promise.reject(new DOMException('', 'SecurityError')) } as unknown as LockManager;
      const openChannel = (name: string): BroadcastChannel => new BroadcastChannel(name);
      const tab = browser.openTab({ tools: { locks, openChannel } });
      await browser.until('it is live', () => tab.stateName === 'live');
      expect(tab.role).toBe('alone');
    });
  });
});
