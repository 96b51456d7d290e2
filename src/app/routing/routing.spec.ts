import { Component, provideZoneChangeDetection } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';

import { Address, PAGE_ROUTES } from './address';
import { PageOutletComponent } from './page-outlet.component';
import type { PageRoute } from './page-route';

@Component({
  selector: 'vw-test-home',
  template: 'Home <a href="/people/R1?range=7d">R1</a> <a href="/api/status">API</a>',
})
class HomeComponent {}

@Component({ selector: 'vw-test-person', template: 'Person' })
class PersonComponent {}

@Component({
  selector: 'vw-test-app',
  imports: [PageOutletComponent],
  template: '<main tabindex="-1"><vw-page-outlet /></main>',
})
class AppComponent {}

describe('The pages', () => {
  const before = location.href;
  const broken: PageRoute = { path: '/broken', title: 'Broken', load: () => Promise.reject(new Error('gone')) };
  const routes: readonly PageRoute[] = [
    { path: '/', title: 'Home', load: () => Promise.resolve(HomeComponent) },
    { path: '/people/:rfid', title: 'Person', load: () => Promise.resolve(PersonComponent) },
    broken,
    { path: '/slow', title: 'Slow', load: () => new Promise((_, reject) => (failSlowly = reject)) },
  ];
  let failSlowly: (reason: Error) => void;
  let fixture: ComponentFixture<AppComponent>;
  let page: HTMLElement;
  let address: Address;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [provideZoneChangeDetection(), { provide: PAGE_ROUTES, useValue: routes }],
    });
    history.replaceState(undefined, '', '/');
    address = TestBed.inject(Address);
    fixture = TestBed.createComponent(AppComponent);
    fixture.autoDetectChanges();
    page = fixture.nativeElement as HTMLElement;
    document.body.append(page);
    await fixture.whenStable();
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    history.replaceState(undefined, '', before);
  });

  /** Resolves when the page that a link leads to is there. */
  async function follow(selector: string): Promise<void> {
    const arrived = new Promise((resolve) => navigation.addEventListener('navigatesuccess', resolve, { once: true }));
    page.querySelector<HTMLAnchorElement>(selector)!.click();
    await arrived;
    await fixture.whenStable();
  }

  it('are found by the address', () => {
    expect(page.textContent).toContain('Home');
    expect(address.match()?.params).toEqual({});
  });

  it('are followed by plain links, without loading anything anew, and have the focus', async () => {
    await follow('a[href^="/people"]');
    expect(page.textContent).toBe('Person');
    expect(address.match()?.params).toEqual({ rfid: 'R1' });
    expect(address.query().get('range')).toBe('7d');
    expect(document.activeElement).toBe(page.querySelector('main'));
  });

  it('come back with the back button', async () => {
    await follow('a[href^="/people"]');
    const back = new Promise((resolve) => navigation.addEventListener('navigatesuccess', resolve, { once: true }));
    history.back();
    await back;
    await fixture.whenStable();
    expect(page.textContent).toContain('Home');
  });

  it('leave links that lead elsewhere to the browser', () => {
    const intercept = spyOn(NavigateEvent.prototype, 'intercept');
    navigation.addEventListener('navigate', (event) => event.preventDefault(), { once: true });
    page.querySelector<HTMLAnchorElement>('a[href^="/api"]')!.click();
    expect(intercept).not.toHaveBeenCalled();
    expect(address.path()).toBe('/');
  });

  it('keep their place and their focus when only the query changes', async () => {
    address.changeQuery({ filter: 'fever', sort: 'name' });
    address.changeQuery({ sort: undefined });
    await fixture.whenStable();
    expect(location.search).toBe('?filter=fever');
    expect(address.query().get('filter')).toBe('fever');
    expect(document.activeElement).not.toBe(page.querySelector('main'));
  });

  it('give way to the first one where there is none', async () => {
    address.go('/nowhere');
    await fixture.whenStable();
    expect(page.textContent).toContain('Home');
  });

  it('stay as they are when another one fails that nobody waits for any more', async () => {
    address.go('/slow');
    fixture.detectChanges();
    address.go('/people/R1');
    await fixture.whenStable();
    failSlowly(new Error('gone'));
    await fixture.whenStable();
    expect(page.textContent).toBe('Person');
  });

  it('that can not be loaded say so, and offer to load again', async () => {
    address.go('/broken');
    await fixture.whenStable();
    expect(page.querySelector('[role=alert]')?.textContent).toContain('could not be loaded');
    expect(page.querySelector('button')?.textContent).toBe('Reload');
  });
});
