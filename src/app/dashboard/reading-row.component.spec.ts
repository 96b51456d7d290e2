import { type ComponentFixture, TestBed } from '@angular/core/testing';

import { AlarmBoard } from '../alarms/alarm-board';
import { FakeClocks } from '../clocks.fake';
import { aReading, FakeBackend, NOW, provideFakeBackend } from '../feed/backend.fake';
import { formatDayTime, formatTime } from '../formats/times';
import { Person } from '../readings/person';
import { ReadingRowComponent } from './reading-row.component';
import { HourLines } from './hour-lines';

describe('ReadingRowComponent', () => {
  let clocks: FakeClocks;
  let backend: FakeBackend;
  let fixture: ComponentFixture<ReadingRowComponent>;
  let row: HTMLElement;
  let person: Person;

  beforeEach(() => {
    clocks = new FakeClocks(NOW);
    localStorage.setItem('vitalwire.unit', 'C');
    TestBed.configureTestingModule({ providers: [...provideFakeBackend(), HourLines] });
    backend = new FakeBackend();
    person = new Person(aReading());
    fixture = TestBed.createComponent(ReadingRowComponent);
    row = fixture.nativeElement as HTMLElement;
    fixture.componentRef.setInput('person', person);
    fixture.componentRef.setInput('position', 7);
    backend.answerSnapshot([]);
    backend.answerStatus();
    backend.goLive();
    fixture.detectChanges();
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    clocks.restore();
    localStorage.clear();
  });

  function passSeconds(count: number): void {
    for (let second = 0; second < count; second += 1) {
      jasmine.clock().tick(1_000);
      backend.stream.heartbeat(backend.position);
    }
    fixture.detectChanges();
  }

  const texts = (): string[] => [...row.children].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim());

  it('is a row of the table, numbered in the whole table', () => {
    expect(row.getAttribute('role')).toBe('row');
    expect(row.getAttribute('aria-rowindex')).toBe('7');
    expect([...row.children].map((cell) => cell.getAttribute('role'))).toEqual([
      'rowheader',
      'cell',
      'cell',
      'cell',
      'cell',
      'cell',
    ]);
  });

  it('shows name, tag, temperature, status and age', () => {
    expect(texts()).toEqual(['Mass Roy', 'R546546', jasmine.stringMatching(/^39.2\s°C$/), '', 'Fever', '10 sec ago']);
  });

  it("links to the person's page, and is a tab stop only on request", () => {
    const link = row.querySelector('a')!;
    expect(link.getAttribute('href')).toBe('/people/R546546');
    expect(link.tabIndex).toBe(-1);
    fixture.componentRef.setInput('isTabStop', true);
    fixture.detectChanges();
    expect(link.tabIndex).toBe(0);
  });

  it('marks an acknowledged alarm, and shows who acknowledged it', () => {
    person.applyReading(aReading({ alarm: 'k3f9-7', takenAt: NOW }));
    fixture.detectChanges();
    expect(texts()[4]).toBe('Fever');
    const board = TestBed.inject(AlarmBoard);
    board.seen.set(new Map([['k3f9-7', { at: NOW, by: 'local', note: '' }]]));
    fixture.detectChanges();
    expect(texts()[4]).toBe('Fever ✓ acknowledged');
    expect(row.querySelector('a')!.title).toBe(
      `Mass Roy: acknowledged at ${formatTime(Date.parse(NOW))} by this machine (no sign-in)`,
    );
    person.applyReading(aReading({ alarm: 'k3f9-9', takenAt: NOW, temperature: '39.9C' }));
    fixture.detectChanges();
    expect(texts()[4]).toBe('Fever');
  });

  it('shows only the time while the stream is not live', () => {
    backend.stream.lose();
    fixture.detectChanges();
    expect(texts().at(-1)).toBe(formatDayTime(person.latest().takenAtMs));
  });

  it('marks a late reading, also for screen readers', () => {
    passSeconds(22);
    expect(row).not.toHaveClass('stale');
    expect(texts().at(-1)).toBe('Late 31 sec ago');
    expect(row.querySelector('.late')?.getAttribute('title')).toBe('Late');
  });

  it('marks a stale reading with a word', () => {
    passSeconds(52);
    expect(row).toHaveClass('stale');
    expect(texts().at(-1)).toBe('Stale 1 min ago');
  });

  it('highlights every change, but not a row that scrolls into view', () => {
    const highlights = (): string[] => [...row.classList].filter((name) => name.startsWith('changed'));
    const shown: string[][] = [highlights()];
    for (const takenAt of ['2026-11-20T09:15:01.000Z', '2026-11-20T09:15:02.000Z', '2026-11-20T09:15:03.000Z']) {
      person.applyReading(aReading({ takenAt }));
      fixture.detectChanges();
      shown.push(highlights());
    }
    fixture.componentRef.setInput('person', new Person(aReading({ rfid: 'R2' })));
    fixture.detectChanges();
    shown.push(highlights());
    expect(shown).toEqual([[], ['changed-once'], ['changed-again'], ['changed-once'], []]);
  });

  it('highlights the first reading of a new person', () => {
    const show = (changedAt: number): void => {
      fixture.componentRef.setInput('person', new Person(aReading({ rfid: 'R2' }), changedAt));
      fixture.detectChanges();
    };
    show(performance.now() - 1_600);
    expect(row.className).not.toContain('changed');
    show(performance.now());
    expect(row).toHaveClass('changed-once');
  });

  it('removes the highlight after it has faded, so that a moved row does not flash', async () => {
    person.applyReading(aReading({ takenAt: '2026-11-20T09:15:01.000Z' }));
    fixture.detectChanges();
    const faded = new Promise((resolve) => row.addEventListener('animationend', resolve));
    const [fading] = row.getAnimations({ subtree: true });
    fading!.finish();
    await faded;
    fixture.detectChanges();
    row.parentElement!.append(row);
    expect(row.className).not.toContain('changed');
    expect(row.getAnimations({ subtree: true })).toEqual([]);
  });

  it('shows the time of a reading in the future instead of its age', () => {
    person.applyReading(aReading({ takenAt: '2026-11-20T09:15:59.000Z' }));
    fixture.detectChanges();
    expect(texts().at(-1)).toBe('just now');
    person.applyReading(aReading({ takenAt: '2026-11-20T09:19:00.000Z' }));
    fixture.detectChanges();
    expect(texts().at(-1)).toBe(formatDayTime(person.latest().takenAtMs));
  });

  it('shows the whole age on a phone, however long the tag is', () => {
    const frame = window.frameElement as HTMLElement;
    frame.style.width = '375px';
    person.applyReading(aReading({ rfid: 'W'.repeat(64), status: 'hypothermia', takenAt: '2026-11-20T08:15:10.000Z' }));
    fixture.detectChanges();
    const taken = row.querySelector('.taken')!;
    expect(taken.textContent).toContain('59 min ago');
    expect(taken.scrollWidth).toBe(taken.clientWidth);
    expect(row.scrollWidth).toBeLessThanOrEqual(375);
    frame.style.width = '';
  });

  it('shows markup in a name as text', () => {
    person.applyReading(aReading({ name: '<img src=x onerror=alert(1)>' }));
    fixture.detectChanges();
    expect(texts()[0]).toBe('<img src=x onerror=alert(1)>');
    expect(row.querySelector('img')).toBeNull();
  });
});
