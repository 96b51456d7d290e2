import { TestBed } from '@angular/core/testing';

import { type Pace, PaceStore } from './pace.store';

describe('PaceStore', () => {
  beforeEach(() => sessionStorage.clear());
  afterEach(() => sessionStorage.clear());

  const reopen = (): PaceStore => {
    TestBed.resetTestingModule();
    return TestBed.inject(PaceStore);
  };

  it('begins with ten times a second, and remembers what is chosen for as long as the tab is open', () => {
    expect(reopen().pace()).toBe('fast');
    reopen().choose('paused');
    expect(reopen().pace()).toBe('paused');
  });

  it('tells of what is chosen', () => {
    const store = reopen();
    const told: Pace[] = [];
    store.choices.subscribe((pace) => told.push(pace));
    store.choose('slow');
    expect([store.pace(), ...told]).toEqual(['slow', 'slow']);
  });

  it('does not believe what it has not written', () => {
    sessionStorage.setItem('vitalwire.pace', 'breakneck');
    expect(reopen().pace()).toBe('fast');
  });

  it('works where nothing can be kept', () => {
    spyOn(Storage.prototype, 'getItem').and.throwError('forbidden');
    spyOn(Storage.prototype, 'setItem').and.throwError('forbidden');
    const store = reopen();
    store.choose('slow');
    expect(store.pace()).toBe('slow');
  });
});
