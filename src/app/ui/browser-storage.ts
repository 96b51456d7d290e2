import { DOCUMENT, inject, Service } from '@angular/core';

/** `localStorage` lasts on this device, `sessionStorage` until the tab is closed. */
type StorageArea = 'localStorage' | 'sessionStorage';

/** Stores settings in the browser, which may forbid that or be full: then reads return `undefined` and writes have no effect. */
@Service()
export class BrowserStorage {
  private readonly window = inject(DOCUMENT).defaultView;

  read(area: StorageArea, key: string): string | undefined {
    try {
      return this.window?.[area].getItem(key) ?? undefined;
    } catch {
      return undefined;
    }
  }

  write(area: StorageArea, key: string, value: string): void {
    try {
      this.window?.[area].setItem(key, value);
    } catch {
      // The setting then applies until the page is reloaded.
    }
  }
}
