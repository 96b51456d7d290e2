// `npm run test:power-cut`: records servers under load, makes images of what power cuts would have left of their data, opens each
// and compares it with what had been acknowledged. `-- --images 200 --requests 400 --seed 1`; again, of a recording that was kept:
// `-- --recording FOLDER --seed 1 --image 17`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { wholeNumber } from '../../bench/whole-number.ts';
import { provideCompiler } from '../../scripts/compiler.ts';
import { SeededRandom } from '../seeded-random.ts';
import { checkImages } from './images.ts';
import { readRecording, record } from './recording.ts';

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '200' },
    requests: { type: 'string', default: '400' },
    seed: { type: 'string', default: String(1 + Math.floor(Math.random() * 2 ** 31)) },
    recording: { type: 'string' },
    image: { type: 'string', multiple: true },
  },
});
const seed = wholeNumber('seed', values.seed);
const count = wholeNumber('images', values.images);
const numbers = values.image?.map((each) => wholeNumber('image', each));
const folder = values.recording ?? mkdtempSync(join(tmpdir(), 'vitalwire-power-cut-'));

if (values.recording === undefined) {
  provideCompiler();
  await record(folder, wholeNumber('requests', values.requests), new SeededRandom(seed));
}
const recording = readRecording(folder);
console.log(`seed ${seed}, ${recording.lives.flat().length} operations recorded in ${folder}`);
const images = mkdtempSync(join(tmpdir(), 'vitalwire-image-'));
let failed = 0;
let checked = 0;
for await (const image of checkImages(
  recording,
  numbers ?? Array.from({ length: count }, (_, index) => index + 1),
  seed,
  images,
)) {
  checked += 1;
  if (image.faults.length === 0) continue;
  failed += 1;
  console.log(
    `image ${image.number} (power cut after ${image.operations} operations, unsynced writes ${image.fates}, ${image.acknowledged} acknowledgements):`,
  );
  for (const fault of image.faults.slice(0, 10)) console.log(`  ${fault}`);
}
rmSync(images, { recursive: true });
console.log(`${checked} images, ${failed} failed`);
if (failed > 0) {
  console.log(`Again: npm run test:power-cut -- --recording ${folder} --seed ${seed} --image NUMBER`);
  // A server that crashed on an image may have left threads.
  process.exit(1);
} else if (values.recording === undefined) rmSync(folder, { recursive: true });
