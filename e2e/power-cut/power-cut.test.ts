import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { hasCompiler } from '../../scripts/compiler.ts';
import { tempFolder } from '../../sse-backend/testing/temp-folder.ts';
import { CleanUp } from '../../bench/clean-up.ts';
import { IS_FULL_SCALE } from '../scale.ts';
import { SeededRandom } from '../seeded-random.ts';
import { checkImages, type CheckedImage } from './images.ts';
import { readRecording, record, type Recording } from './recording.ts';

const SCALE = IS_FULL_SCALE ? { images: 200, requests: 400 } : { images: 20, requests: 60 };

const NUMBERS = Array.from({ length: SCALE.images }, (_, index) => index + 1);

const OPTIONS = { skip: !hasCompiler() && 'the recorder is for Linux, and there is no C compiler' };

const { seed } = SeededRandom.fromEnvironment();

let recording: Recording;
const cleanUp = new CleanUp();

before(async () => {
  if (OPTIONS.skip !== false) return;
  const folder = tempFolder(cleanUp);
  await record(folder, SCALE.requests, new SeededRandom(seed));
  recording = readRecording(folder);
  await cleanUp.run();
});

test('after a power cut at any moment all that was acknowledged is there, once', OPTIONS, async (t) => {
  t.diagnostic(`TEST_SEED=${seed}`);
  const failed: CheckedImage[] = [];
  for await (const image of checkImages(recording, NUMBERS, seed, tempFolder(t))) {
    if (image.faults.length > 0) failed.push({ ...image, faults: image.faults.slice(0, 3) });
  }
  assert.deepEqual(failed, [], 'npm run test:power-cut keeps a recording whose images fail, to be looked at again');
});

test('a disk that ignores syncs is found out', OPTIONS, async (t) => {
  const lives = recording.lives.map((operations) => operations.filter(({ kind }) => kind !== 'sync-end'));
  // A single image may be of a moment, or have the fate, at which nothing is lost.
  for await (const { faults } of checkImages({ ...recording, lives }, NUMBERS, seed, tempFolder(t))) {
    if (faults.length > 0) return;
  }
  assert.fail('no image has a fault');
});
