/** Why the import that is being carried out doesn't move for now. */
export class ImportProblems {
  readonly #listeners = new Set<(id: string) => void>();
  #problem: { readonly id: string; readonly text: string } | undefined;

  /** The problem of an import; `undefined` while it has none. */
  of(id: string): string | undefined {
    return this.#problem?.id === id ? this.#problem.text : undefined;
  }

  /** `listener` is told of an import that has a problem, another one, or none any more. Returns what ends that. */
  onChange(listener: (id: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether that is news. */
  set(id: string, text: string | undefined): boolean {
    if (this.of(id) === text) return false;
    this.#problem = text === undefined ? undefined : { id, text };
    for (const listener of this.#listeners) listener(id);
    return true;
  }
}
