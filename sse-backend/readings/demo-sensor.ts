import { toCelsius } from '../contract/temperature.ts';
import type { NewReading } from '../log/shapes.ts';
import { DemoBody, type Random } from './demo-body.ts';
import { demoPeople, type DemoPerson } from './demo-people.ts';

/** 102.5F: the fever that Mass Roy, the first person of the demo, starts with. */
const FIRST_CELSIUS = toCelsius({ value: 102.5, unit: 'F' });
const FIRST_FEVER_READINGS = 30;

/** Takes the demo people's temperatures in turn, the first one 102.5F of Mass Roy. */
export class DemoSensor {
  readonly #people: readonly { readonly person: DemoPerson; readonly body: DemoBody }[];
  #next = 0;

  constructor(people: number, random: Random) {
    this.#people = demoPeople(people).map((person) => ({ person, body: new DemoBody(random) }));
    this.#people[0]?.body.startAt(FIRST_CELSIUS, FIRST_FEVER_READINGS);
  }

  /** The next readings, without TakenAt: the log gives the time. */
  take(count: number): NewReading[] {
    return Array.from({ length: count }, () => this.#takeOne()).filter((reading) => reading !== undefined);
  }

  #takeOne(): NewReading | undefined {
    const turn = this.#people[this.#next];
    this.#next = (this.#next + 1) % this.#people.length;
    if (!turn) return undefined;
    const { name, rfid, unit } = turn.person;
    return { type: 'message', name, temperature: turn.body.read(unit), rfid, takenAtMs: undefined };
  }
}
