import assert from 'node:assert/strict';
import { before, test, type TestContext } from 'node:test';
import { hasCompiler } from '../../scripts/compiler.ts';
import { tempFolder } from '../../sse-backend/testing/temp-folder.ts';
import { CleanUp } from '../../bench/clean-up.ts';
import { IS_FULL_SCALE } from '../scale.ts';
import { SeededRandom } from '../seeded-random.ts';
import { checkImages, type CheckedImage } from './images.ts';
import { readRecording, record, type Recording } from './recording.ts';

const SCALE = IS_FULL_SCALE ? { images: 200, requests: 400 } : { images: 20, requests: 60 };

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
  const numbers = Array.from({ length: SCALE.images }, (_, index) => index + 1);
  const failed = await failedImages(t, recording, numbers);
  assert.deepEqual(failed, [], 'npm run test:power-cut keeps a recording whose images fail, to be looked at again');
});

test('a disk that ignores syncs is found out', OPTIONS, async (t) => {
  const lives = recording.lives.map((operations) => operations.filter(({ kind }) => kind !== 'sync-end'));
  const failed = await failedImages(t, { ...recording, lives }, [1, 2, 3]);
  assert.notDeepEqual(failed, []);
});

async function failedImages(t: TestContext, from: Recording, numbers: readonly number[]): Promise<CheckedImage[]> {
  const failed: CheckedImage[] = [];
  for await (const image of checkImages(from, numbers, seed, tempFolder(t))) {
    if (image.faults.length > 0) failed.push({ ...image, faults: image.faults.slice(0, 3) });
  }
  return failed;
}
