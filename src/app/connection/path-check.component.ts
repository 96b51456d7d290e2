import { Component, computed, DOCUMENT, inject, output, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { startWith, Subject, switchMap } from 'rxjs';

import { formatTime } from '../formats/times';
import { ReadingsStore } from '../readings/readings.store';
import { ServerStore } from '../readings/server.store';
import { CONNECTION_PAGE_TEXT } from '../messages/connection-page';
import { type DatedJudgement, describeArrivals } from './connection-report';
import { CopyButtonComponent } from './copy-button.component';
import { LISTEN_MS, PathCheck, type PathProgress } from './path-check';

/** Checks on opening and on request whether something between server and page delays the stream. Shows advice. */
@Component({
  selector: 'vw-path-check',
  imports: [CopyButtonComponent],
  templateUrl: './path-check.component.html',
  styleUrl: './path-check.component.css',
})
export class PathCheckComponent {
  private readonly path = inject(PathCheck);
  private readonly store = inject(ReadingsStore);
  private readonly clock = inject(ServerStore).clock;
  private readonly origin = inject(DOCUMENT).location.origin;

  readonly judged = output<DatedJudgement>();

  protected readonly text = CONNECTION_PAGE_TEXT.path;
  protected readonly expected = LISTEN_MS / 1_000;
  protected readonly command = (): string => `curl -N ${this.origin}/stream`;
  private readonly requests = new Subject<void>();
  protected readonly progress = signal<PathProgress>({ kind: 'listening', received: 0 });

  /** Time of the judgement, and whether the stream was live then. */
  private readonly judgedState = signal({ at: 0, wasLive: false });

  protected readonly result = computed(() => {
    const progress = this.progress();
    if (progress.kind === 'listening') return undefined;
    const { judgement } = progress;
    return { ...judgement, advice: this.text.verdicts[judgement.verdict], arrivals: describeArrivals(judgement) };
  });

  /** Whether the connection was lost after the check. */
  protected readonly isOutdated = computed(() => this.judgedState().wasLive && !this.store.isLive());
  protected readonly checked = computed(() => {
    const time = formatTime(this.judgedState().at);
    return this.isOutdated() ? this.text.checkedBefore(time) : this.text.checkedAt(time);
  });

  constructor() {
    this.requests
      .pipe(
        startWith(undefined),
        switchMap(() => this.path.check()),
        takeUntilDestroyed(),
      )
      .subscribe((progress) => this.onProgress(progress));
  }

  private onProgress(progress: PathProgress): void {
    this.progress.set(progress);
    if (progress.kind !== 'judged') return;
    const at = this.clock.now();
    this.judgedState.set({ at, wasLive: this.store.isLive() });
    this.judged.emit({ ...progress.judgement, at });
  }

  protected checkAgain(): void {
    this.progress.set({ kind: 'listening', received: 0 });
    this.requests.next();
  }
}
