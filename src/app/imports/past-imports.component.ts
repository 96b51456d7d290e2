import { Component, computed, inject, input } from '@angular/core';
import type { ImportState } from '@contract/import';

import { formatDateTime } from '../formats/times';
import { IMPORTS_TEXT } from '../messages/imports';
import { nameOf } from '../messages/words';
import { importHref } from './imports.api';
import { labelResult, resultOf } from './import-view';
import { PastImportsStore } from './past-imports.store';

const TEXT = IMPORTS_TEXT.past;

/** List of all imports with links to their pages. */
@Component({
  selector: 'vw-past-imports',
  templateUrl: './past-imports.component.html',
  styleUrls: ['./card.css', './past-imports.component.css'],
})
export class PastImportsComponent {
  /** Id of the import that is shown above the list. */
  readonly except = input<string>();

  protected readonly store = inject(PastImportsStore);

  protected readonly text = TEXT;
  protected readonly imports = computed(() =>
    this.store
      .imports()
      .filter(({ Id }) => Id !== this.except())
      .map(describe),
  );
}

function describe(state: ImportState) {
  const result = state.Outcome && resultOf({ outcome: state.Outcome }, state);
  const hasErrors = result === 'completed' && state.Rejected > 0;
  return {
    id: state.Id,
    href: importHref(state.Id),
    file: state.File ?? IMPORTS_TEXT.run.noName,
    outcome: hasErrors ? 'with-errors' : (result ?? state.Phase),
    label: hasErrors ? TEXT.withErrors : labelState(state),
    counts: state.Rows > 0 ? TEXT.counts(state) : '',
    facts: TEXT.facts(formatDateTime(Date.parse(state.CreatedAt)), nameOf(state.By)),
  };
}

function labelState(state: ImportState): string {
  return state.Outcome ? labelResult({ outcome: state.Outcome }, state) : IMPORTS_TEXT.run.phases[state.Phase];
}
