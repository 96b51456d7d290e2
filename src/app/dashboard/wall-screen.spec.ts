import { keepScreenOn } from './wall-screen';

describe('keepScreenOn', () => {
  let locks: { isReleased: boolean }[];

  beforeEach(() => {
    locks = [];
    spyOn(navigator.wakeLock, 'request').and.callFake(() => {
      const lock = { isReleased: false };
      locks.push(lock);
      const release = (): Promise<void> => {
        lock.isReleased = true;
        return Promise.resolve();
      };
      return Promise.resolve({ release } as WakeLockSentinel);
    });
  });

  const settle = (): Promise<void> => Promise.resolve().then(() => undefined);

  it('requests a lock and releases it on abort', async () => {
    const leaving = new AbortController();
    keepScreenOn(document, leaving.signal);
    await settle();
    expect(locks).toEqual([{ isReleased: false }]);
    leaving.abort();
    expect(locks).toEqual([{ isReleased: true }]);
  });

  it('requests the lock again when the page is visible again', async () => {
    const leaving = new AbortController();
    keepScreenOn(document, leaving.signal);
    document.dispatchEvent(new Event('visibilitychange'));
    await settle();
    expect(locks.length).toBe(2);
    leaving.abort();
    document.dispatchEvent(new Event('visibilitychange'));
    expect(locks.length).toBe(2);
  });

  it('releases a lock that is granted after the abort', async () => {
    const leaving = new AbortController();
    keepScreenOn(document, leaving.signal);
    leaving.abort();
    await settle();
    expect(locks).toEqual([{ isReleased: true }]);
  });
});
