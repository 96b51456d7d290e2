import { TestBed } from '@angular/core/testing';

import { UnitStore } from './unit.store';

describe('UnitStore', () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => localStorage.clear());

  it('remembers the unit chosen', () => {
    TestBed.inject(UnitStore).choose('F');
    TestBed.resetTestingModule();
    expect(TestBed.inject(UnitStore).unit()).toBe('F');
    TestBed.inject(UnitStore).choose('C');
    TestBed.resetTestingModule();
    expect(TestBed.inject(UnitStore).unit()).toBe('C');
  });

  it('begins with the unit of the country', () => {
    const language = spyOnProperty(navigator, 'language').and.returnValue('en-US');
    expect(TestBed.inject(UnitStore).unit()).toBe('F');
    TestBed.resetTestingModule();
    language.and.returnValue('de-DE');
    expect(TestBed.inject(UnitStore).unit()).toBe('C');
  });

  it('does not believe what it has not written', () => {
    localStorage.setItem('vitalwire.unit', 'K');
    expect(['C', 'F']).toContain(TestBed.inject(UnitStore).unit());
  });

  it('shows the unit that a link asks for, without forgetting the one that was chosen', () => {
    const store = TestBed.inject(UnitStore);
    store.choose('C');
    store.follow('F');
    expect(store.unit()).toBe('F');
    store.follow(undefined);
    expect(store.unit()).toBe('C');
    store.follow('F');
    store.choose('C');
    expect(store.unit()).toBe('C');
  });

  it('works where nothing can be kept', () => {
    spyOn(Storage.prototype, 'getItem').and.throwError('forbidden');
    spyOn(Storage.prototype, 'setItem').and.throwError('forbidden');
    const store = TestBed.inject(UnitStore);
    store.choose('F');
    expect(store.unit()).toBe('F');
  });
});
