/** An SQL statement and what stands for its question marks. */
export interface Query {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** The question marks of a list of values. */
export function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
