import { stayAwake } from './wake-lock';

describe('stayAwake', () => {
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

  it('keeps the screen on until it is told otherwise', async () => {
    const leaving = new AbortController();
    stayAwake(document, leaving.signal);
    await settle();
    expect(locks).toEqual([{ isReleased: false }]);
    leaving.abort();
    expect(locks).toEqual([{ isReleased: true }]);
  });

  it('asks again when the page is back, as hiding it lets the screen go', async () => {
    const leaving = new AbortController();
    stayAwake(document, leaving.signal);
    document.dispatchEvent(new Event('visibilitychange'));
    await settle();
    expect(locks.length).toBe(2);
    leaving.abort();
    document.dispatchEvent(new Event('visibilitychange'));
    expect(locks.length).toBe(2);
  });

  it('lets go of a lock that comes too late', async () => {
    const leaving = new AbortController();
    stayAwake(document, leaving.signal);
    leaving.abort();
    await settle();
    expect(locks).toEqual([{ isReleased: true }]);
  });
});
