import { Component, output } from '@angular/core';

import { IMPORTS_TEXT } from '../messages/imports';

/** Lets the user choose a file. */
@Component({
  selector: 'vw-file-choice',
  template: `
    <section class="card" aria-labelledby="choice-title">
      <h2 id="choice-title">{{ text.title }}</h2>
      <div class="zone">
        <label for="choice-file">{{ text.label }}</label>
        <input
          #input
          type="file"
          id="choice-file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
          aria-describedby="choice-hint"
          (change)="emitFiles(input)"
        />
        <p id="choice-hint" class="aside">{{ text.hint }}</p>
      </div>
    </section>
  `,
  styleUrls: ['./card.css', './file-choice.component.css'],
})
export class FileChoiceComponent {
  readonly chosen = output<readonly File[]>();

  protected readonly text = IMPORTS_TEXT.choose;

  protected emitFiles(input: HTMLInputElement): void {
    this.chosen.emit([...(input.files ?? [])]);
    // Without this, choosing the same file again after correcting it would emit no event.
    input.value = '';
  }
}
