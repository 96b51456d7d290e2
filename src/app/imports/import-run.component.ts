import { Component, computed, effect, inject, input, output, untracked } from '@angular/core';

import { formatBytes } from '../formats/numbers';
import { CountPipe } from '../formats/pipes';
import { formatDateTime, formatTime } from '../formats/times';
import { IMPORTS_TEXT } from '../messages/imports';
import { nameOf } from '../messages/words';
import { CancelImportComponent } from './cancel-import.component';
import { ImportErrorsComponent } from './import-errors.component';
import { IMPORTS_HREF } from './import-links';
import { describeResult, labelResult, resultOf } from './import-result';
import { ImportWatchStore } from './import-watch.store';
import { ImportsApi } from './imports.api';
import { lastTenth } from './last-tenth';

const TEXT = IMPORTS_TEXT.run;

/** One import while it runs, and how it ended. */
@Component({
  selector: 'vw-import-run',
  imports: [CancelImportComponent, CountPipe, ImportErrorsComponent],
  providers: [ImportWatchStore],
  templateUrl: './import-run.component.html',
  styleUrls: ['./card.css', './import-run.component.css'],
})
export class ImportRunComponent {
  private readonly api = inject(ImportsApi);
  private readonly store = inject(ImportWatchStore);

  readonly id = input.required<string>();

  /** It is over, and wasn't when it was first shown. */
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
    // Of what stands still, or isn't heard of, the last speed would raise hopes.
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
  /** What it is doing; of one that ended before its file did, how: "Done" at 57 % would be none. */
  protected readonly standing = computed(() => {
    const view = this.view();
    if (!view) return '';
    return view.end && view.end.outcome !== 'completed'
      ? IMPORTS_TEXT.result.outcomes[view.end.outcome]
      : TEXT.phases[view.phase];
  });
  /** Read out whenever it becomes another one: so it holds no number that goes on changing. */
  protected readonly spoken = computed(() => {
    const view = this.view();
    if (!view) return '';
    if (this.lost() !== '') return TEXT.lostSpoken;
    if (view.problem !== '') return `${TEXT.problem} ${view.problem}`;
    const result = this.result();
    if (result) return result.sentence;
    const tenth = lastTenth(view.extent.Percent);
    return tenth === 0 ? TEXT.phases[view.phase] : TEXT.spoken(tenth);
  });

  constructor() {
    effect(() => {
      const id = this.id();
      untracked(() => this.store.watch(id));
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
    this.store.watch(this.id());
  }
}

const NOTHING = { Rows: 0, Accepted: 0, Duplicates: 0, Rejected: 0 };
