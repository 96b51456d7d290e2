import type { Contender } from './contender.ts';
import type { Bench } from './measure.ts';

/** What was measured of a server, by the keys of the scenario's metrics. */
export type Figures = Readonly<Record<string, number>>;

/** The medians of the runs, by the servers' names. */
export type Medians = ReadonlyMap<string, Figures>;

/** A column of the table. */
export interface Metric {
  readonly key: string;
  readonly title: string;
  /** Decimals to be shown. */
  readonly decimals: number;
  /** Whose core it is busy with, where it is in percent of a core. */
  readonly core?: 'server' | 'load';
}

/** What we are held to. */
export interface Bar {
  readonly text: string;
  /** Our value; `undefined` when what it is compared with wasn't measured. */
  readonly value: (medians: Medians) => number | undefined;
  readonly limit: number;
  readonly direction: 'at most' | 'at least';
}

/** One question that all servers are asked, one after another. */
export interface Scenario {
  readonly code: string;
  readonly title: (bench: Pick<Bench, 'size'>) => string;
  /** What is done, in sentences for the report. */
  readonly about: (bench: Bench) => string;
  readonly metrics: readonly Metric[];
  readonly bars: readonly Bar[];
  /** Those who take part, of all. */
  readonly contenders: (all: readonly Contender[]) => readonly Contender[];
  readonly measure: (bench: Bench, contender: Contender) => Promise<Figures>;
}
