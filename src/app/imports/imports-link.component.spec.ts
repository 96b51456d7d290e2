import { TestBed } from '@angular/core/testing';

import { FakeTransport } from '../http/json-api.fake';
import { provideFakeBackend } from '../feed/backend.fake';
import { PAGE_ROUTES } from '../routing/address';
import { ImportsLinkComponent } from './imports-link.component';

describe('The link to the imports', () => {
  const before = location.href;

  afterEach(() => history.replaceState(undefined, '', before));

  function link(path: string, scopes: readonly string[]): Element | null {
    history.replaceState(undefined, '', path);
    TestBed.configureTestingModule({ providers: [...provideFakeBackend(), { provide: PAGE_ROUTES, useValue: [] }] });
    const fixture = TestBed.createComponent(ImportsLinkComponent);
    const session = { Name: 'Ada', Scopes: scopes, Expires: null, Methods: ['token'] };
    TestBed.inject(FakeTransport).takeOne('/api/session').answer(session);
    fixture.detectChanges();
    return (fixture.nativeElement as HTMLElement).querySelector('a');
  }

  it('is there for those who may operate', () => {
    expect(link('/', ['read', 'operate'])?.getAttribute('href')).toBe('/imports');
  });

  it('is not there for those who may only read', () => {
    expect(link('/', ['read'])).toBeNull();
  });

  it('says that this is the page one is on', () => {
    expect(link('/imports', ['operate'])?.getAttribute('aria-current')).toBe('page');
  });

  it('says that one is within, on the page of one import', () => {
    expect(link('/imports/a1', ['operate'])?.getAttribute('aria-current')).toBe('true');
  });
});
