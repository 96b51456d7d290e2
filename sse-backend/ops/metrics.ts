import type { Handler } from '../http/request-context.ts';

/** One number that is measured, as Prometheus knows it. */
export interface Metric {
  readonly type: 'counter' | 'gauge';
  readonly name: string;
  readonly help: string;
  /** Called when the metrics are asked for. */
  readonly value: () => number;
}

/** A number that only rises. */
export class Counter {
  #value = 0;

  get value(): number {
    return this.#value;
  }

  add(amount = 1): void {
    this.#value += amount;
  }
}

/** `GET /metrics` in Prometheus' text format (exposition format 0.0.4). */
export function metricsHandler(metrics: readonly Metric[]): Handler {
  return ({ response }) => {
    const lines = metrics.map(
      ({ type, name, help, value }) => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value()}\n`,
    );
    response.writeHead(200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
      'Cache-Control': 'no-store',
    });
    response.end(lines.join(''));
  };
}
