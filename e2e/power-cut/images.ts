import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SeededRandom } from '../seeded-random.ts';
import { findAcknowledged } from './acknowledged.ts';
import { checkImage } from './check-image.ts';
import { Disk, FATES, type Fates } from './disk.ts';
import type { Recording } from './recording.ts';

/** An image of a recording: the same for the same seed and number. */
interface ImagePlan {
  readonly number: number;
  /** How many operations were made when the power was cut. */
  readonly operations: number;
  readonly fates: Fates;
  readonly random: SeededRandom;
}

/** An image that was opened. */
export interface CheckedImage extends Omit<ImagePlan, 'random'> {
  readonly acknowledged: number;
  readonly faults: readonly string[];
}

/** Makes images of a recording and checks each, in the order of when the power was cut. */
export async function* checkImages(
  { data, lives, knowledge }: Recording,
  numbers: readonly number[],
  seed: number,
  folder: string,
): AsyncGenerator<CheckedImage> {
  const acknowledgements = findAcknowledged(lives, knowledge);
  const total = lives.reduce((sum, { length }) => sum + length, 0);
  const moments = acknowledgements.map(({ after }) => after);
  const plans = numbers.map((number) => planImage(number, seed, total, moments));
  plans.sort((one, other) => one.operations - other.operations);
  const disk = new Disk(data);
  const operations = play(lives, disk);
  let made = 0;
  for (const { random, ...plan } of plans) {
    for (; made < plan.operations; made += 1) operations.next();
    const place = join(folder, String(plan.number));
    mkdirSync(place);
    disk.writeImage(place, plan.fates, random);
    const due = acknowledgements.filter(({ after }) => after <= plan.operations).map((each) => each.acknowledged);
    const faults = await checkImage(place, due, knowledge.token);
    rmSync(place, { recursive: true });
    yield { ...plan, acknowledged: due.length, faults };
  }
}

/** Gives the operations to a disk, one a step. */
function* play(lives: Recording['lives'], disk: Disk): Generator<void> {
  for (const operations of lives) {
    for (const operation of operations) {
      disk.apply(operation);
      yield;
    }
    disk.endProcess();
  }
}

/** Half of the images are of the moment at which something is acknowledged: what it was about must be there. */
function planImage(number: number, seed: number, total: number, moments: readonly number[]): ImagePlan {
  const random = new SeededRandom(seed ^ Math.imul(number, 0x9e3779b9));
  const moment = moments[random.between(0, moments.length - 1)] ?? total;
  const operations = random.between(0, 1) === 1 ? moment : random.between(0, total);
  return { number, operations, fates: FATES[random.between(0, FATES.length - 1)] ?? 'mixed', random };
}
