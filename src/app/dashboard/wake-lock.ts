/**
 * Keeps the screen from going dark until `until`, where the browser can (in a secure context). The lock is lost whenever the page is
 * hidden, so it is asked for again when the page is back.
 */
export function stayAwake(document: Document, until: AbortSignal): void {
  const navigator = document.defaultView?.navigator;
  // [spec] Screen Wake Lock: it isn't there outside secure contexts.
  if (!navigator || !('wakeLock' in navigator)) return;
  const ask = (): void => {
    if (document.visibilityState !== 'visible') return;
    navigator.wakeLock.request('screen').then(
      (lock) => {
        if (until.aborted) void lock.release();
        else until.addEventListener('abort', () => void lock.release());
      },
      // An empty battery refuses it: then the screen does as the device likes.
      () => undefined,
    );
  };
  document.addEventListener('visibilitychange', ask, { signal: until });
  ask();
}
