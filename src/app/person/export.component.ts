import { Component, DestroyRef, DOCUMENT, inject, input, signal } from '@angular/core';

import { formatBytes } from '../formats/numbers';
import { PERSON_TEXT } from '../messages/person';
import { downloadReadings, type ExportFormat, exportName, saveFile } from './export';
import { PersonRoute } from './person-route';
import type { TimeWindow } from './time-window';

/** Exports the readings of the period shown as a file. */
@Component({
  selector: 'vw-export',
  templateUrl: './export.component.html',
  styleUrl: './export.component.css',
})
export class ExportComponent {
  private readonly route = inject(PersonRoute);
  private readonly document = inject(DOCUMENT);

  readonly window = input.required<TimeWindow>();

  protected readonly text = PERSON_TEXT.export;
  protected readonly formats: readonly ExportFormat[] = ['csv', 'fhir'];
  private readonly runningState = signal<AbortController | undefined>(undefined);
  protected readonly running = this.runningState.asReadonly();
  /** Progress; not announced, because it changes all the time. */
  protected readonly progress = signal('');
  /** Result; announced to screen readers. */
  protected readonly outcome = signal('');

  constructor() {
    inject(DestroyRef).onDestroy(() => this.running()?.abort());
  }

  protected async start(format: ExportFormat): Promise<void> {
    if (this.running()) return;
    const query = { rfid: this.route.rfid(), ...this.window() };
    const name = exportName(query, this.route.view(), format);
    const stopping = new AbortController();
    this.runningState.set(stopping);
    this.outcome.set('');
    const showProgress = (bytes: number): void => this.progress.set(this.text.preparing(name, formatBytes(bytes)));
    showProgress(0);
    try {
      const file = await downloadReadings(query, format, showProgress, stopping.signal);
      saveFile(this.document, file, name);
      this.outcome.set(this.text.saved(name, formatBytes(file.size)));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.outcome.set(stopping.signal.aborted ? this.text.cancelled(name) : this.text.failed(name, reason));
    } finally {
      this.runningState.set(undefined);
    }
  }

  protected cancel(): void {
    this.running()?.abort();
  }
}
