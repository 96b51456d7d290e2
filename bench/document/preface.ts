/** What docs/benchmark.md begins with. */
export const BEGINNING = `# Benchmark

Written by the programs that measured it, section by section; not by hand.

One core has the load alone, the other the server that is measured. The load (\`bench/fanout/load\`) is one thread of C that
reads all streams, counts every event of every client, and posts the readings through one pipelined connection (in S7
through several that wait for their answers). Each server gets the same readings by the same requests and sends each of them
with an id and an event name; ours stores it durably first, the others keep it in memory at most. Those of
Node are written as their documentation shows (\`bench/fanout/peers\`).
`;

/** Its sections that no program has to measure, by their headings. */
export const FIXED: ReadonlyMap<string, string> = new Map([
  [
    'How to reproduce',
    `On Linux with two cores that have nothing else to do, and a C compiler (\`cc\`):

| command | takes | gives |
| --- | --- | --- |
| \`npm run bench -- fanout\` | about 35 minutes | S1 to S7: three runs in which all servers take turns, and their medians |
| \`npm run bench -- fanout --quick\` | under 3 minutes | the same, once and shorter; on the screen alone |
| \`npm run bench -- fanout --only S1,S3 --runs 5\` | as asked | some of the questions, asked more often |
| \`npm run bench -- transports\` | 9 minutes | the ways to a page side by side (\`--quick\`: one and a half, on the screen alone) |
| \`npm run bench -- soak\` | 20 minutes | the soak (\`--minutes 120\` for longer) |

Where nginx with nchan isn't installed, Debian's packages are fetched and unpacked for it; where they can't be had, it is
left out and named. What servers store goes to the temporary folder (\`TMPDIR\`), which has to be on a disk for S7.`,
  ],
  [
    'What was saturated',
    `Below each table stands whose core was full. In S1, S2 and S6 the rate is fixed: a server whose core is full there
can't keep up, and its latency says so. S3 looks for the rate at which the server's core is full; in S5 it is full while
it replays. In S7 it is the disk that a single connection waits for, and the core with many. The load's core stands
beside it, of the same time: where it is full too, the load may have been the limit.`,
  ],
]);
