/** An SQL statement and what stands for its question marks. */
export interface Query {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}
