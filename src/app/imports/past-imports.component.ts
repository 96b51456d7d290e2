import { Component, computed, inject, input } from '@angular/core';
import type { ImportState } from '@contract/import';

import { formatDateTime } from '../formats/times';
import { IMPORTS_TEXT } from '../messages/imports';
import { nameOf } from '../messages/words';
import { importHref } from './import-links';
import { labelResult, resultOf } from './import-result';
import { PastImportsStore } from './past-imports.store';

const TEXT = IMPORTS_TEXT.past;

/** The list of all imports; each leads to its page. */
@Component({
  selector: 'vw-past-imports',
  templateUrl: './past-imports.component.html',
  styleUrls: ['./card.css', './past-imports.component.css'],
})
export class PastImportsComponent {
  /** The one that is shown beside the list. */
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

/** An import as the list shows it. */
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
