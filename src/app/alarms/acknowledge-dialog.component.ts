import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  type ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { type Acknowledgement, type Alarm, LONGEST_NOTE } from '@contract/alarm';
import { catchError, concatMap, EMPTY, finalize, from, type Observable, tap } from 'rxjs';

import { explainFailure } from '../http/failure';
import { ApiError } from '../http/json-api';
import { StatusMarkComponent } from '../readings/status-mark.component';
import { TemperaturePipe } from '../formats/pipes';
import { formatTemperature } from '../formats/temperatures';
import { ReadingsStore } from '../readings/readings.store';
import { UnitStore } from '../readings/unit.store';
import { ALARMS_TEXT, KIND_WORDS } from '../messages/alarms';
import { AlarmsApi } from './alarms.api';
import { AlarmsStore } from './alarms.store';

/** From so few on it is said how many characters of the note are left. */
const FEW_LEFT = 50;

/** Asks once more, takes a note, and tells how it went. Nothing is acknowledged before the server has said so. */
@Component({
  selector: 'vw-acknowledge-dialog',
  imports: [StatusMarkComponent, TemperaturePipe],
  templateUrl: './acknowledge-dialog.component.html',
  styleUrl: './acknowledge-dialog.component.css',
})
export class AcknowledgeDialogComponent {
  private readonly api = inject(AlarmsApi);
  private readonly store = inject(AlarmsStore);
  private readonly readings = inject(ReadingsStore);
  private readonly document = inject(DOCUMENT);
  private readonly destroyRef = inject(DestroyRef);
  protected readonly unit = inject(UnitStore).unit;

  /** As they were when it was opened. */
  readonly alarms = input.required<readonly Alarm[]>();

  readonly closed = output();

  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  protected readonly text = ALARMS_TEXT.acknowledge;
  protected readonly kinds = KIND_WORDS;
  protected readonly note = signal('');
  protected readonly isPosting = signal(false);
  protected readonly failure = signal('');
  /** What is acknowledged by now, by alarm. */
  private readonly seen = signal<ReadonlyMap<string, Acknowledgement>>(new Map());

  protected readonly left = computed(() => this.alarms().filter(({ alarm }) => !this.seen().has(alarm)));
  /** As they are by now. What is acknowledged is in the store no longer. */
  protected readonly listed = computed(() => {
    const waiting = new Map(this.store.waiting().map(({ alarm }) => [alarm.alarm, alarm]));
    const alarms = this.acknowledgedByOther() ? this.alarms() : this.left();
    return alarms.map((alarm) => waiting.get(alarm.alarm) ?? alarm);
  });
  /** Who was faster, where it is the only alarm here. */
  protected readonly acknowledgedByOther = signal<Acknowledgement | undefined>(undefined);
  protected readonly charactersLeft = computed(() => LONGEST_NOTE - [...this.note()].length);
  protected readonly counter = computed(() => {
    const left = this.charactersLeft();
    if (left < 0) return this.text.tooLong(-left);
    return left <= FEW_LEFT ? this.text.left(left) : '';
  });

  constructor() {
    afterNextRender(() => this.dialog().nativeElement.showModal());
    this.store.changes.pipe(takeUntilDestroyed()).subscribe((change) => {
      // What we have posted ourselves comes back in the stream, often before the answer.
      if (change.kind === 'acknowledged' && !this.isPosting()) this.takeOther(change.acknowledgement);
    });
  }

  protected acknowledge(): void {
    if (this.isPosting() || this.charactersLeft() < 0) return;
    this.isPosting.set(true);
    this.failure.set('');
    const note = this.note().trim();
    from(this.left())
      .pipe(
        concatMap((alarm) => this.post(alarm, note)),
        finalize(() => this.finish()),
        takeUntilDestroyed(this.destroyRef),
      )
      .subscribe();
  }

  protected close(): void {
    this.dialog().nativeElement.close();
  }

  /** The native dialog gives the focus back, where what had it is still there. */
  protected leave(): void {
    this.closed.emit();
    // The button that opened it goes with its alarm.
    if (this.seen().size === 0 && this.document.activeElement !== this.document.body) return;
    const place = this.store.waiting().length > 0 ? '#alarm-banner' : 'main';
    this.document.querySelector<HTMLElement>(place)?.focus();
  }

  protected write(event: Event): void {
    this.note.set((event.target as HTMLTextAreaElement).value);
  }

  /** The present temperature, as far as it is known. */
  protected now({ rfid }: Alarm): string {
    const latest = this.readings.person(rfid)?.latest();
    return latest ? `, ${this.text.now(formatTemperature(latest.temperature, this.unit()))}` : '';
  }

  protected msOf(time: string): number {
    return Date.parse(time);
  }

  private post(alarm: Alarm, note: string): Observable<unknown> {
    return this.api.acknowledge(alarm.alarm, note).pipe(
      tap(({ acknowledgement, isFirst }) => {
        this.store.acknowledged(acknowledgement);
        if (isFirst) this.mark(acknowledgement);
        else this.takeOther(acknowledgement);
      }),
      catchError((error: unknown) => {
        this.failure.set(this.explain(error));
        return EMPTY;
      }),
    );
  }

  private finish(): void {
    this.isPosting.set(false);
    if (this.left().length === 0 && !this.acknowledgedByOther()) this.close();
  }

  private takeOther(acknowledgement: Acknowledgement): void {
    if (!this.alarms().some(({ alarm }) => alarm === acknowledgement.alarm)) return;
    this.mark(acknowledgement);
    if (this.alarms().length === 1) this.acknowledgedByOther.set(acknowledgement);
    else if (this.left().length === 0) this.close();
  }

  private mark(acknowledgement: Acknowledgement): void {
    this.seen.update((seen) => new Map(seen).set(acknowledgement.alarm, acknowledgement));
  }

  private explain(error: unknown): string {
    if (error instanceof ApiError && error.status === 404) return this.text.unknown;
    return this.text.failed(explainFailure(error));
  }
}
