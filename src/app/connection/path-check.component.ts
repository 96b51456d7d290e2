import { Component, computed, DOCUMENT, inject, output, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { startWith, Subject, switchMap } from 'rxjs';

import { CONNECTION_PAGE_TEXT } from '../texts/connection-page';
import { describeArrivals } from './connection-report';
import { CopyButtonComponent } from './copy-button.component';
import { LISTEN_MS, PathCheck, type PathProgress } from './path-check';
import type { PathJudgement } from './path-judgement';

/** Checks whether something on the way gathers what should flow, when it is opened and on request; says what to do about it. */
@Component({
  selector: 'vw-path-check',
  imports: [CopyButtonComponent],
  templateUrl: './path-check.component.html',
  styleUrl: './path-check.component.css',
})
export class PathCheckComponent {
  private readonly path = inject(PathCheck);
  private readonly origin = inject(DOCUMENT).location.origin;

  readonly judged = output<PathJudgement>();

  protected readonly text = CONNECTION_PAGE_TEXT.path;
  protected readonly expected = LISTEN_MS / 1_000;
  protected readonly command = (): string => `curl -N ${this.origin}/stream`;
  private readonly requests = new Subject<void>();
  protected readonly progress = signal<PathProgress>({ kind: 'listening', heard: 0 });

  protected readonly result = computed(() => {
    const progress = this.progress();
    if (progress.kind === 'listening') return undefined;
    const { judgement } = progress;
    return { ...judgement, advice: this.text.verdicts[judgement.verdict], found: describeArrivals(judgement) };
  });

  constructor() {
    this.requests
      .pipe(
        startWith(undefined),
        switchMap(() => this.path.check()),
        takeUntilDestroyed(),
      )
      .subscribe((progress) => {
        this.progress.set(progress);
        if (progress.kind === 'judged') this.judged.emit(progress.judgement);
      });
  }

  protected checkAgain(): void {
    this.progress.set({ kind: 'listening', heard: 0 });
    this.requests.next();
  }
}
