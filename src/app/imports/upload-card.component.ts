import { Component, computed, inject, input } from '@angular/core';

import { IMPORTS_TEXT } from '../messages/imports';
import { roundDownToTen } from './import-view';
import { type Sending, UploadStore } from './upload.store';

const TEXT = IMPORTS_TEXT.upload;

/** Progress of an upload. */
@Component({
  selector: 'vw-upload-card',
  template: `
    <section class="card" aria-labelledby="upload-title">
      <div class="heading">
        <h2 id="upload-title">{{ text.title(sending().request.file.name) }}</h2>
        <button type="button" (click)="cancel()">{{ text.cancel }}</button>
      </div>
      <div class="progress">
        <label for="upload-progress">{{ text.label }}: {{ text.percent(percent()) }}</label>
        <progress id="upload-progress" max="100" [value]="percent()"></progress>
        <p class="aside">{{ pace() }}</p>
      </div>
      <p class="aside">{{ text.stay }}</p>
      <p class="visually-hidden" role="status">{{ spoken() }}</p>
    </section>
  `,
  styleUrl: './card.css',
})
export class UploadCardComponent {
  private readonly store = inject(UploadStore);

  readonly sending = input.required<Sending>();

  protected readonly text = TEXT;
  private readonly total = computed(() => this.sending().request.file.size);
  protected readonly percent = computed(() => Math.floor((this.sending().sentBytes * 100) / this.total()));
  protected readonly pace = computed(() => {
    const { sentBytes, bytesPerSecond } = this.sending();
    if (sentBytes >= this.total()) return TEXT.storing;
    const progress = TEXT.progress(sentBytes, this.total());
    if (bytesPerSecond === undefined) return progress;
    return `${progress}, ${TEXT.speed(bytesPerSecond, ((this.total() - sentBytes) * 1_000) / bytesPerSecond)}`;
  });
  protected readonly spoken = computed(() => TEXT.spoken(roundDownToTen(this.percent())));

  protected cancel(): void {
    this.store.cancel();
  }
}
