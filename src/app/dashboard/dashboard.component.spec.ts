import { type ComponentFixture, TestBed } from '@angular/core/testing';

import { type FakeRequest, FakeTransport } from '../http/json-api.fake';
import { aReading, FakeBackend, provideFakeBackend } from '../feed/backend.fake';
import { UpdateRateStore } from '../readings/update-rate.store';
import { UnitStore } from '../readings/unit.store';
import { PAGE_ROUTES } from '../routing/address';
import { DashboardComponent } from './dashboard.component';

describe('DashboardComponent', () => {
  let fixture: ComponentFixture<DashboardComponent>;
  let page: HTMLElement;
  let backend: FakeBackend;
  const before = location.href;

  const normal = { temperature: '36.6C', status: 'normal' } as const;
  const people = [
    aReading({ name: 'Zoë', rfid: 'Z1', temperature: '39.9C' }),
    aReading({ name: 'Ada', rfid: 'A1', temperature: '38.1C' }),
    aReading({ name: 'Cold', rfid: 'C1', temperature: '34.0C', status: 'hypothermia' }),
    aReading({ name: 'Ben', rfid: 'B1', ...normal, temperature: '36.9C' }),
    aReading({ name: 'Cleo', rfid: 'C2', ...normal }),
  ];

  beforeEach(() => {
    localStorage.setItem('vitalwire.unit', 'C');
    const routes = [{ path: '/', title: 'Readings', load: () => Promise.resolve(DashboardComponent) }];
    TestBed.configureTestingModule({
      providers: [...provideFakeBackend(), { provide: PAGE_ROUTES, useValue: routes }],
    });
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    history.replaceState(undefined, '', before);
    localStorage.clear();
    sessionStorage.clear();
  });

  async function open(url: string, readings = people): Promise<void> {
    history.replaceState(undefined, '', url);
    backend = new FakeBackend();
    fixture = TestBed.createComponent(DashboardComponent);
    page = fixture.nativeElement as HTMLElement;
    const takenAt = new Date().toISOString();
    backend.answerSnapshot(readings.map((reading) => ({ ...reading, takenAt })));
    backend.answerStatus({ At: new Date().toISOString() });
    backend.goLive();
    fixture.detectChanges();
    await until(() => readings.length === 0 || page.querySelector('vw-reading-row, vw-wall-row, .none') !== null);
  }

  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      fixture.detectChanges();
    }
  };
  const address = (): string => location.pathname + location.search;
  const names = (): string =>
    [...page.querySelectorAll('vw-reading-row .name')].map((cell) => cell.textContent.trim()).join(' ');
  const namesAre = (expected: string): Promise<void> => until(() => names() === expected);
  const text = (selector: string): string =>
    page.querySelector(selector)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const button = (name: string): HTMLButtonElement =>
    [...page.querySelectorAll('button')].find((one) => one.textContent.includes(name))!;
  const pressed = (): string[] =>
    [...page.querySelectorAll('[aria-pressed=true]')].map((one) => one.textContent.replace(/\d+/, '').trim());
  const search = (value: string): void => {
    const field = page.querySelector<HTMLInputElement>('input[type=search]')!;
    field.value = value;
    field.dispatchEvent(new Event('input'));
    fixture.detectChanges();
  };
  const point = (type: string): boolean =>
    page.querySelector('.rows')!.dispatchEvent(new PointerEvent(type, { pointerType: 'mouse' }));

  it('shows the worst first', async () => {
    await open('/');
    expect(names()).toBe('Cold Zoë Ada Ben Cleo');
    expect(text('.shown')).toBe('5 people');
    expect(pressed()).toEqual(['People']);
  });

  it('filters by a tile, shows how many match, and keeps the filter in the URL', async () => {
    await open('/');
    button('Fever').click();
    await namesAre('Zoë Ada');
    expect(text('.shown')).toBe('2 of 5 people');
    expect(page.querySelector('[role=table]')?.getAttribute('aria-rowcount')).toBe('3');
    expect(pressed()).toEqual(['Fever']);
    expect(address()).toBe('/?filter=fever');
    button('Fever').click();
    await namesAre('Cold Zoë Ada Ben Cleo');
    expect(address()).toBe('/');
  });

  it('shows when no one matches, and shows everyone again', async () => {
    await open('/?filter=stale');
    expect(text('.none')).toContain('No stale sensors.');
    button('Show all').click();
    await namesAre('Cold Zoë Ada Ben Cleo');
    search('nothing');
    expect(text('.none')).toContain('No matches for “nothing”.');
    button('Show all').click();
    await namesAre('Cold Zoë Ada Ben Cleo');
  });

  it('sorts by a heading, and in reverse when it is clicked again', async () => {
    await open('/');
    const sortOf = (name: string): string | null | undefined =>
      button(name).closest('[role=columnheader]')?.getAttribute('aria-sort');
    expect([sortOf('Status'), sortOf('Name')]).toEqual(['other', 'none']);
    button('Name').click();
    await namesAre('Ada Ben Cleo Cold Zoë');
    expect([sortOf('Status'), sortOf('Name')]).toEqual(['none', 'ascending']);
    button('Name').click();
    await namesAre('Zoë Cold Cleo Ben Ada');
    expect(sortOf('Name')).toBe('descending');
    expect(address()).toBe('/?sort=-name');
    button('Temperature').click();
    await namesAre('Zoë Ada Ben Cleo Cold');
  });

  it('searches while text is typed, without changing the URL', async () => {
    await open('/?sort=name');
    search('ZOE');
    await namesAre('Zoë');
    search('c');
    await namesAre('Cleo Cold');
    expect(text('.shown')).toBe('2 of 5 people');
    expect(address()).toBe('/?sort=name');
  });

  it('focuses the search on slash, and clears it on Esc', async () => {
    await open('/');
    document.body.append(page);
    document.dispatchEvent(new KeyboardEvent('keydown', { key: '/' }));
    const field = page.querySelector<HTMLInputElement>('input[type=search]')!;
    expect(document.activeElement).toBe(field);
    search('zoe');
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    fixture.detectChanges();
    expect(field.value).toBe('');
    page.remove();
  });

  it('shows the unit of the URL until another one is chosen', async () => {
    await open('/?unit=F');
    expect(text('.temperature')).toMatch(/°F$/);
    const units = TestBed.inject(UnitStore);
    units.choose(units.defaultUnit);
    await until(() => address() === '/');
    expect(text('.temperature')).toContain(`°${units.defaultUnit}`);
  });

  it('holds the order while the pointer is over the rows, but updates their values', async () => {
    await open('/?sort=temperature');
    point('pointermove');
    const takenAt = new Date(Date.now() + 1_000).toISOString();
    backend.send(aReading({ name: 'Ben', rfid: 'B1', temperature: '41.0C', takenAt }));
    backend.send(aReading({ name: 'New', rfid: 'N1', temperature: '40.5C', takenAt }));
    await until(() => text('vw-list-note').includes('1 new'));
    expect(names()).toBe('Zoë Ada Ben Cleo Cold');
    expect(page.textContent).toMatch(/41.0\s°C/);
    expect(text('vw-list-note')).toBe('Order held: 1 needs attention and 1 new');
    point('pointerleave');
    await namesAre('Ben New Zoë Ada Cleo Cold');
    expect(text('vw-list-note')).toBe('');
  });

  it('applies a new filter immediately while the order is held', async () => {
    await open('/');
    point('pointermove');
    button('Fever').click();
    await namesAre('Zoë Ada');
  });

  it('moves the focus by keyboard, row by row', async () => {
    await open('/?sort=name');
    document.body.append(page);
    const focused = (): string => document.activeElement?.textContent.trim() ?? '';
    const press = (key: string): boolean =>
      document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    expect(page.querySelectorAll('vw-reading-row a[tabindex="0"]').length).toBe(1);
    page.querySelector<HTMLElement>('vw-reading-row a')!.focus();
    for (const [key, name] of [
      ['ArrowDown', 'Ben'],
      ['End', 'Zoë'],
      ['ArrowUp', 'Cold'],
      ['Home', 'Ada'],
    ] as const) {
      press(key);
      await until(() => focused() === name);
    }
    expect(text('vw-list-note')).toBe('Order held');
    expect(page.querySelector('a[tabindex="0"]')?.textContent.trim()).toBe('Ada');
    page.remove();
  });

  it('does not change while paused, shows the number of new readings, and resumes', async () => {
    await open('/');
    TestBed.inject(UpdateRateStore).choose('paused');
    backend.send(aReading({ name: 'New', rfid: 'N1', temperature: '40.9C', takenAt: new Date().toISOString() }));
    await until(() => text('vw-list-note').includes('1 new reading'));
    expect(text('vw-list-note')).toMatch(/^Paused at \d\d:\d\d:\d\d, 1 new reading Resume$/);
    expect(names()).not.toContain('New');
    button('Resume').click();
    await until(() => names().includes('New'));
  });

  it('draws the last hour of the people on the screen, and stops requesting it after a failure', async () => {
    await open('/');
    const http = TestBed.inject(FakeTransport);
    const asked: FakeRequest[] = [];
    await until(() => {
      asked.push(...http.take('/api/readings/trend'));
      return asked.length === 4;
    });
    const [first, second] = asked;
    expect(first?.query.get('points')).toBe('60');
    expect(first?.query.get('from')).toMatch(/:00\.000Z$/);
    const at = new Date(Date.now() - 120_000).toISOString();
    first?.answer({ BucketMs: 60_000, Points: [{ At: at, Min: 36.5, Max: 38.5, Count: 3 }] });
    await until(() => text('vw-sparkline .visually-hidden') !== '');
    expect(text('vw-sparkline .visually-hidden')).toMatch(/°C to .*°C/);
    const next = http.take('/api/readings/trend');
    expect(next.length).withContext('the fifth, whose turn it is now').toBe(1);
    second?.fail();
    next[0]?.answer({ BucketMs: 60_000, Points: [] });
    fixture.detectChanges();
    expect(http.take('/api/readings/trend')).toEqual([]);
  });

  it('shows a wall without controls, which Esc exits', async () => {
    await open('/?wall&filter=fever');
    expect('wall' in document.documentElement.dataset).toBe(true);
    expect(page.querySelector('vw-wall')).not.toBeNull();
    expect(page.querySelectorAll('button:enabled, input, select').length).toBe(0);
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    await until(() => page.querySelector('vw-wall') === null);
    expect('wall' in document.documentElement.dataset).toBe(false);
    expect(address()).toBe('/?filter=fever');
  });

  it('shows on a wall how many ill people do not fit', async () => {
    const ill = Array.from({ length: 9 }, (_, index) => aReading({ name: `P${index}`, rfid: `R${index}` }));
    await open('/?wall', [...ill, aReading({ name: 'Well', rfid: 'W', ...normal })]);
    await until(() => page.querySelectorAll('vw-wall-row').length > 0);
    await until(
      () => text('vw-wall .not-shown') === `Not shown: ${9 - page.querySelectorAll('vw-wall-row').length} with fever`,
    );
    expect(page.querySelector('vw-wall .tag')).toBeNull();
  });

  it('shows that the rate is being measured', async () => {
    await open('/');
    expect(text('.rate')).toBe('Readings per minutemeasuring');
  });

  it('prints all rows up to a maximum, and how many are not printed', async () => {
    await open(
      '/',
      Array.from({ length: 520 }, (_, index) => aReading({ rfid: `R${index}`, ...normal })),
    );
    expect(page.querySelectorAll('vw-reading-row').length).toBeLessThan(100);
    window.dispatchEvent(new Event('beforeprint'));
    fixture.detectChanges();
    expect(page.querySelectorAll('vw-reading-row').length).toBe(500);
    expect(page.textContent).toContain('20 more people are not printed');
    window.dispatchEvent(new Event('afterprint'));
    fixture.detectChanges();
    expect(page.querySelectorAll('vw-reading-row').length).toBeLessThan(100);
  });
});
