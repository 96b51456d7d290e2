import { Component, computed, DestroyRef, type ElementRef, inject, linkedSignal, viewChild } from '@angular/core';

import type { Alarm } from '@contract/alarm';

import { StatusMarkComponent } from '../readings/status-mark.component';
import { ReadingsStore } from '../readings/readings.store';
import { ServerStore } from '../readings/server.store';
import { TemperaturePipe } from '../formats/pipes';
import { formatTemperature } from '../formats/temperatures';
import { UnitStore } from '../readings/unit.store';
import { personHref, UNACKNOWLEDGED_HREF } from '../routing/links';
import { SessionStore } from '../sign-in/session.store';
import { ALARMS_TEXT, KIND_WORDS } from '../messages/alarms';
import { AcknowledgeButtonComponent } from './acknowledge-button.component';
import { AlarmsStore } from './alarms.store';
import { type BannerLines, nextLines, NO_LINES, worstOf } from './banner-order';
import { HeldPlace } from './held-place';
import { injectIsNarrow } from './narrow-screen';
import type { WaitingAlarm } from './waiting-times';

/** However many alarms there are, the readings below stay in sight. */
const MOST_LINES = 3;
const MOST_LINES_ON_A_PHONE = 1;

/** The alarms that nobody has acknowledged, at the top of every page. */
@Component({
  selector: 'vw-alarm-banner',
  imports: [AcknowledgeButtonComponent, StatusMarkComponent, TemperaturePipe],
  templateUrl: './alarm-banner.component.html',
  styleUrl: './alarm-banner.component.css',
  host: { '(document:focusin)': 'followFocus($event)' },
})
export class AlarmBannerComponent {
  protected readonly store = inject(AlarmsStore);
  private readonly readings = inject(ReadingsStore);
  private readonly server = inject(ServerStore);
  protected readonly unit = inject(UnitStore).unit;
  protected readonly mayOperate = inject(SessionStore).mayOperate;

  private readonly section = viewChild<ElementRef<HTMLElement>>('section');
  private readonly list = viewChild<ElementRef<HTMLElement>>('list');

  protected readonly text = ALARMS_TEXT.banner;
  protected readonly mayNot = ALARMS_TEXT.acknowledge.mayNot;
  protected readonly kinds = KIND_WORDS;
  protected readonly allHref = UNACKNOWLEDGED_HREF;
  protected readonly place = new HeldPlace();
  private readonly isNarrow = injectIsNarrow();
  private readonly shown = linkedSignal<
    { waiting: readonly WaitingAlarm[]; most: number; isHeld: boolean },
    BannerLines
  >({
    source: () => ({
      waiting: this.store.waiting(),
      most: this.isNarrow() ? MOST_LINES_ON_A_PHONE : MOST_LINES,
      isHeld: this.place.isHeld(),
    }),
    computation: (source, before) => nextLines(before?.value ?? NO_LINES, source.waiting, source),
  });
  private readonly waitingIds = computed(() => new Set(this.store.waiting().map(({ alarm }) => alarm.alarm)));
  protected readonly arrived = computed(() => this.shown().arrived);
  protected readonly more = computed(() => {
    const { lines, arrived } = this.shown();
    const there = lines.filter(({ alarm }) => this.waitingIds().has(alarm.alarm)).length;
    return this.store.waiting().length - there - arrived;
  });
  /** Of those that have no line. */
  protected readonly worst = computed(() => {
    const shown = new Set(this.shown().lines.map(({ alarm }) => alarm.alarm));
    return worstOf(this.store.waiting().flatMap(({ alarm }) => (shown.has(alarm.alarm) ? [] : alarm)));
  });
  protected readonly rest = computed(() => {
    const worst = this.worst();
    const [more, hasMore] = [this.more(), this.store.hasMore()];
    if (!worst) return this.text.more(more, hasMore);
    return this.text.moreWithWorst(more, hasMore, worst.name, formatTemperature(worst.peak, this.unit()));
  });
  protected readonly lines = computed(() => {
    const now = this.readings.knownUntil();
    const reminderMs = this.server.status().alarmReminderMs;
    return this.shown().lines.map((line) => {
      const isSeen = !this.waitingIds().has(line.alarm.alarm);
      const waitedMs = now - line.sinceMs;
      const isOverdue = !isSeen && waitedMs >= reminderMs;
      return {
        ...line,
        isSeen,
        href: personHref(line.alarm.rfid),
        times: describeTimes(line.alarm, isOverdue ? undefined : now),
        overdue: isOverdue ? this.text.overdue(waitedMs) : '',
      };
    });
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => this.place.release());
  }

  protected showArrived(): void {
    this.place.release();
    this.section()?.nativeElement.focus();
  }

  /** Wherever the focus goes: what was removed while it had the focus doesn't tell of losing it. */
  protected followFocus({ target }: FocusEvent): void {
    if (target instanceof Node && this.list()?.nativeElement.contains(target)) this.place.focusComes();
    else this.place.focusLeaves();
  }
}

/** Since when; where the time that it has waited stands beside that, its age need not. */
function describeTimes(alarm: Alarm, nowMs: number | undefined): string {
  const raisedAtMs = Date.parse(alarm.raisedAt);
  const { since, sinceAndAge, ended } = ALARMS_TEXT.banner;
  if (alarm.endedAt !== undefined) return ended(raisedAtMs, Date.parse(alarm.endedAt));
  return nowMs === undefined ? since(raisedAtMs) : sinceAndAge(raisedAtMs, nowMs - raisedAtMs);
}
