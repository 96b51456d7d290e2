import { TestBed } from '@angular/core/testing';

import { type UpdateRate, UpdateRateStore } from './update-rate.store';

describe('UpdateRateStore', () => {
  beforeEach(() => sessionStorage.clear());
  afterEach(() => sessionStorage.clear());

  const reopen = (): UpdateRateStore => {
    TestBed.resetTestingModule();
    return TestBed.inject(UpdateRateStore);
  };

  it('defaults to fast, and remembers the chosen rate until the tab is closed', () => {
    expect(reopen().rate()).toBe('fast');
    reopen().choose('paused');
    expect(reopen().rate()).toBe('paused');
  });

  it('emits the chosen rate', () => {
    const store = reopen();
    const emitted: UpdateRate[] = [];
    store.choices.subscribe((rate) => emitted.push(rate));
    store.choose('slow');
    expect([store.rate(), ...emitted]).toEqual(['slow', 'slow']);
  });

  it('ignores an invalid stored rate', () => {
    sessionStorage.setItem('vitalwire.pace', 'breakneck');
    expect(reopen().rate()).toBe('fast');
  });

  it('works where storage is forbidden', () => {
    spyOn(Storage.prototype, 'getItem').and.throwError('forbidden');
    spyOn(Storage.prototype, 'setItem').and.throwError('forbidden');
    const store = reopen();
    store.choose('slow');
    expect(store.rate()).toBe('slow');
  });
});
