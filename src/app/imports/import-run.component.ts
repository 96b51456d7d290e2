import { Component, computed, effect, inject, input, output, untracked } from '@angular/core';

import { formatBytes } from '../formats/numbers';
import { CountPipe } from '../formats/pipes';
import { formatDateTime, formatTime } from '../formats/times';
import { IMPORTS_TEXT } from '../messages/imports';
import { nameOf } from '../messages/words';
import { CancelImportComponent } from './cancel-import.component';
import { ImportErrorsComponent } from './import-errors.component';
import { IMPORTS_HREF, ImportsApi } from './imports.api';
import { describeResult, labelResult, resultOf, roundDownToTen } from './import-view';
import { ImportStatusStore } from './import-status.store';

const TEXT = IMPORTS_TEXT.run;

/** Progress and result of one import. */
@Component({
  selector: 'vw-import-run',
  imports: [CancelImportComponent, CountPipe, ImportErrorsComponent],
  providers: [ImportStatusStore],
  templateUrl: './import-run.component.html',
  styleUrls: ['./card.css', './import-run.component.css'],
})
export class ImportRunComponent {
  private readonly api = inject(ImportsApi);
  private readonly store = inject(ImportStatusStore);

  readonly id = input.required<string>();

  /** Emits when an import that was running has ended. */
  readonly finished = output();

  protected readonly text = TEXT;
  protected readonly resultText = IMPORTS_TEXT.result;
  protected readonly errorsText = IMPORTS_TEXT.errors;
  protected readonly importsHref = IMPORTS_HREF;
  protected readonly view = this.store.view;
  protected readonly failure = this.store.failure;
  protected readonly errors = this.store.errors;
  protected readonly phases = ['queued', 'processing', 'done'] as const;
  protected readonly title = computed(() => this.view()?.file ?? '');
  protected readonly facts = computed(() => {
    const view = this.view();
    if (!view) return '';
    return TEXT.facts(formatBytes(view.extent.TotalBytes), formatDateTime(view.createdAtMs), nameOf(view.by));
  });
  protected readonly lost = computed(() => {
    const since = this.store.lostSince();
    return since === undefined ? '' : TEXT.lost(formatTime(since));
  });
  protected readonly pace = computed(() => {
    const view = this.view();
    // Show no speed for an import that is waiting or whose connection is lost.
    if (!view || view.end || view.problem !== '' || this.lost() !== '') return '';
    const { rowsPerSecond, secondsLeft } = view;
    const parts = [
      ...(rowsPerSecond === null ? [] : [TEXT.speed(rowsPerSecond)]),
      ...(secondsLeft === null ? [] : [TEXT.left(secondsLeft)]),
    ];
    return parts.join(', ');
  });
  protected readonly counts = computed(() => {
    const { Rows, Accepted, Duplicates, Rejected } = this.view()?.extent ?? NOTHING;
    return [
      { label: TEXT.counts.rows, count: Rows },
      { label: TEXT.counts.accepted, count: Accepted },
      { label: TEXT.counts.duplicates, count: Duplicates },
      { label: TEXT.counts.rejected, count: Rejected },
    ];
  });
  protected readonly rejected = computed(() => this.view()?.extent.Rejected ?? 0);
  protected readonly errorsUrl = computed(() => this.api.errorsUrl(this.id()));
  protected readonly end = computed(() => this.view()?.end);
  protected readonly result = computed(() => {
    const [end, extent] = [this.end(), this.view()?.extent];
    if (!end || !extent) return undefined;
    const outcome = resultOf(end, extent);
    const took = end.seconds > 0 && outcome !== 'empty' ? TEXT.took(end.seconds) : '';
    return { outcome, label: labelResult(end, extent), sentence: describeResult(end, extent), took };
  });
  /** The phase; for an import that was cancelled or failed its outcome, because "Done" at 57 % would mislead. */
  protected readonly standing = computed(() => {
    const view = this.view();
    if (!view) return '';
    return view.end && view.end.outcome !== 'completed'
      ? IMPORTS_TEXT.result.outcomes[view.end.outcome]
      : TEXT.phases[view.phase];
  });
  /** Text for screen readers, which announce every change: it contains no number that changes all the time. */
  protected readonly spoken = computed(() => {
    const view = this.view();
    if (!view) return '';
    if (this.lost() !== '') return TEXT.lostSpoken;
    if (view.problem !== '') return `${TEXT.problem} ${view.problem}`;
    const result = this.result();
    if (result) return result.sentence;
    const tenth = roundDownToTen(view.extent.Percent);
    return tenth === 0 ? TEXT.phases[view.phase] : TEXT.spoken(tenth);
  });

  constructor() {
    effect(() => {
      const id = this.id();
      untracked(() => this.store.follow(id));
    });
    let wasRunning = false;
    effect(() => {
      const view = this.view();
      if (!view) return;
      if (view.end && wasRunning) this.finished.emit();
      wasRunning = !view.end;
    });
  }

  protected retry(): void {
    this.store.follow(this.id());
  }
}

const NOTHING = { Rows: 0, Accepted: 0, Duplicates: 0, Rejected: 0 };
