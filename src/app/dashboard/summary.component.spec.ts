import { TestBed } from '@angular/core/testing';

import { AlarmBoard } from '../alarms/alarm-board';
import { anAlarm, provideFakeBackend } from '../feed/backend.fake';
import { EMPTY_SUMMARY } from '../readings/summary';
import { SummaryComponent } from './summary.component';

describe('SummaryComponent', () => {
  it('shows how many open alarms of a kind are not acknowledged', () => {
    TestBed.configureTestingModule({ providers: provideFakeBackend() });
    const board = TestBed.inject(AlarmBoard);
    const fixture = TestBed.createComponent(SummaryComponent);
    fixture.componentRef.setInput('summary', { ...EMPTY_SUMMARY, people: 9, fever: 5 });
    const tiles = (): string[] => {
      fixture.detectChanges();
      const all = [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')];
      return all.map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
    };
    expect(tiles()).toEqual(['People 9', 'Fever 5', 'Hypothermia 0', 'Stale 0']);
    const ended = anAlarm({ alarm: 'k3f9-8', endedAt: '2026-11-20T09:14:40.000Z' });
    const alarms = [anAlarm(), anAlarm({ alarm: 'k3f9-9', kind: 'hypothermia' }), anAlarm({ alarm: 'k3f9-6' }), ended];
    board.waiting.set(alarms.map((alarm) => ({ alarm, sinceMs: 0 })));
    expect(tiles().slice(1, 3)).toEqual(['Fever 5 2 not acknowledged', 'Hypothermia 0 1 not acknowledged']);
    board.hasMore.set(true);
    expect(tiles()[1]).toBe('Fever 5 2+ not acknowledged');
  });
});
