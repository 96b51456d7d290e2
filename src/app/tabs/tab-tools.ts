import { InjectionToken } from '@angular/core';

/** What the tabs of a browser need to share a stream. */
export interface TabTools {
  /** Held by the tab that has the stream; the browser frees it however that tab ends. */
  readonly locks: LockManager;
  readonly openChannel: (name: string) => BroadcastChannel;
}

/** `undefined` where the browser has them not: then tabs know nothing of each other. */
export const TAB_TOOLS = new InjectionToken<TabTools | undefined>('TAB_TOOLS', {
  providedIn: 'root',
  factory: findTabTools,
});

function findTabTools(): TabTools | undefined {
  // [spec] Web Locks, 2: only in secure contexts, so not over plain http beyond localhost.
  if (!('locks' in navigator) || !('BroadcastChannel' in globalThis)) return undefined;
  const openChannel = (name: string): BroadcastChannel => new BroadcastChannel(name);
  try {
    openChannel('vitalwire-tabs-trial').close();
  } catch {
    // A page that may store nothing may not talk to its like either.
    return undefined;
  }
  return { locks: navigator.locks, openChannel };
}
