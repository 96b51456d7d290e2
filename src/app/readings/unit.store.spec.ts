import { TestBed } from '@angular/core/testing';

import { UnitStore } from './unit.store';

describe('UnitStore', () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => localStorage.clear());

  it('remembers the chosen unit', () => {
    TestBed.inject(UnitStore).choose('F');
    TestBed.resetTestingModule();
    expect(TestBed.inject(UnitStore).unit()).toBe('F');
    TestBed.inject(UnitStore).choose('C');
    TestBed.resetTestingModule();
    expect(TestBed.inject(UnitStore).unit()).toBe('C');
  });

  it('defaults to the unit of the region', () => {
    const language = spyOnProperty(navigator, 'language').and.returnValue('en-US');
    expect(TestBed.inject(UnitStore).unit()).toBe('F');
    TestBed.resetTestingModule();
    language.and.returnValue('de-DE');
    expect(TestBed.inject(UnitStore).unit()).toBe('C');
  });

  it('ignores an invalid stored unit', () => {
    localStorage.setItem('vitalwire.unit', 'K');
    expect(['C', 'F']).toContain(TestBed.inject(UnitStore).unit());
  });

  it('shows the unit of a link without forgetting the chosen one', () => {
    const store = TestBed.inject(UnitStore);
    store.choose('C');
    store.showLinkedUnit('F');
    expect(store.unit()).toBe('F');
    store.showLinkedUnit(undefined);
    expect(store.unit()).toBe('C');
    store.showLinkedUnit('F');
    store.choose('C');
    expect(store.unit()).toBe('C');
  });

  it('works where storage is forbidden', () => {
    spyOn(Storage.prototype, 'getItem').and.throwError('forbidden');
    spyOn(Storage.prototype, 'setItem').and.throwError('forbidden');
    const store = TestBed.inject(UnitStore);
    store.choose('F');
    expect(store.unit()).toBe('F');
  });
});
