import { Component, DestroyRef, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { Acknowledgement, Alarm } from '@contract/alarm';

import { ALARMS_TEXT } from '../messages/alarms';
import { AlarmsStore } from './alarms.store';

/** Long enough to be read. */
const SHOWN_MS = 10_000;

/** Where many are acknowledged together, their lines would cover the readings. */
const MOST_NOTICES = 3;

/** Tells who has just acknowledged an alarm of the banner, here or anywhere, and with what note; then it goes by itself. */
@Component({
  selector: 'vw-seen-notices',
  template: `
    <div role="status" aria-atomic="false">
      @for (notice of notices(); track notice.alarm) {
        <p><span aria-hidden="true">✓</span> {{ notice.text }}</p>
      }
    </div>
  `,
  styles: `
    div {
      display: grid;
      gap: 0.15rem;
      box-sizing: border-box;
      max-width: var(--page-width);
      margin-inline: auto;
      padding-inline: var(--page-padding);
    }

    p {
      display: -webkit-box;
      overflow: hidden;
      padding: 0.1rem 0.25rem;
      color: var(--muted);
      font-size: 0.9375rem;
      overflow-wrap: anywhere;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
    }

    p:last-child {
      margin-block-end: 0.4rem;
    }

    span {
      color: var(--good);
      font-weight: 700;
    }

    @media print {
      div {
        display: none;
      }
    }
  `,
})
export class SeenNoticesComponent {
  private readonly store = inject(AlarmsStore);
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();

  protected readonly notices = signal<readonly { readonly alarm: string; readonly text: string }[]>([]);

  constructor() {
    // The store tells of a change before it takes the alarm from those that wait.
    this.store.changes.pipe(takeUntilDestroyed()).subscribe((change) => {
      const alarm = change.kind === 'acknowledged' ? this.find(change.acknowledgement.alarm) : undefined;
      if (change.kind === 'acknowledged' && alarm) this.tell(alarm, change.acknowledgement);
    });
    inject(DestroyRef).onDestroy(() => this.timers.forEach(clearTimeout));
  }

  private find(id: string): Alarm | undefined {
    return this.store.waiting().find(({ alarm }) => alarm.alarm === id)?.alarm;
  }

  private tell({ alarm, name, kind }: Alarm, { by, at, note }: Acknowledgement): void {
    const text = ALARMS_TEXT.acknowledgedNotice(name, kind, by, Date.parse(at), note);
    this.notices.update((notices) =>
      [...notices.filter((one) => one.alarm !== alarm), { alarm, text }].slice(-MOST_NOTICES),
    );
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.notices.update((notices) => notices.filter((one) => one.alarm !== alarm));
    }, SHOWN_MS);
    this.timers.add(timer);
  }
}
