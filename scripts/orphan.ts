const LOOK_EVERY_MS = 500;

/**
 * Calls back once when the process that started this one is gone. npm starts scripts through a shell, which doesn't hand on
 * the signal that ends it: whatever the script started would go on, and hold its ports.
 */
export function whenOrphaned(callback: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, LOOK_EVERY_MS).unref();
}
