import { TestBed } from '@angular/core/testing';

import { PageLife } from './page-life';

describe('PageLife', () => {
  let page: PageLife;
  let changes: number;

  beforeEach(() => {
    page = TestBed.inject(PageLife);
    changes = 0;
    page.changes.subscribe(() => (changes += 1));
  });

  const happens = (target: EventTarget, type: string): boolean => target.dispatchEvent(new Event(type));

  it('runs from the beginning', () => {
    expect(page.isRunning).toBe(true);
    expect(page.isVisible).toBe(document.visibilityState === 'visible');
  });

  it('does not run in the back/forward cache, where it may be frozen besides', () => {
    happens(window, 'pagehide');
    expect(page.isRunning).toBe(false);
    happens(document, 'freeze');
    happens(document, 'resume');
    expect(page.isRunning).toBe(false);
    happens(window, 'pageshow');
    expect(page.isRunning).toBe(true);
    expect(changes).toBe(4);
  });

  it('does not run while it is frozen', () => {
    happens(document, 'freeze');
    expect(page.isRunning).toBe(false);
    happens(document, 'resume');
    expect(page.isRunning).toBe(true);
  });

  it('tells that it was hidden or shown', () => {
    happens(document, 'visibilitychange');
    expect(changes).toBe(1);
  });
});
