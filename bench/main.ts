// `npm run bench -- NAME [flags]`: runs one benchmark.
const BENCHMARKS: Readonly<Record<string, { readonly meaning: string; readonly run: () => Promise<unknown> }>> = {
  fanout: {
    meaning: 'fan-out and ingest beside other servers (35 minutes; --quick: 3)',
    run: () => import('./fanout/main.ts'),
  },
  transports: {
    meaning: 'SSE, WebSocket and polling side by side (9 minutes; --quick: 1.5)',
    run: () => import('./transports/main.ts'),
  },
  dashboard: {
    meaning: 'CPU of the page with 10,000 people, size of a first visit',
    run: () => import('./dashboard.ts'),
  },
  import: { meaning: 'a CSV of a million readings (--quick: 200,000)', run: () => import('./import.ts') },
  trend: { meaning: 'a trend query in ten million readings (--quick: one million)', run: () => import('./trend.ts') },
  soak: {
    meaning: '1,000 clients, cuts, stalls and kills (20 minutes; --minutes N)',
    run: () => import('./soak/main.ts'),
  },
};

const [name = ''] = process.argv.splice(2, 1);
const benchmark = BENCHMARKS[name];
if (benchmark) {
  await benchmark.run();
} else {
  const rows = Object.entries(BENCHMARKS).map(([each, { meaning }]) => `  ${each.padEnd(12)}${meaning}`);
  console.error(`Usage: npm run bench -- NAME [flags]\n\n${rows.join('\n')}`);
  process.exitCode = 2;
}
