import { toCelsius, toFahrenheit, type TemperatureUnit } from '../contract/temperature.ts';

/** A random number from 0 up to 1. */
export type Random = () => number;

const LOWEST_BASE = 36.4;
const HIGHEST_BASE = 37.1;

/** Share of the distance to where it tends that a temperature goes from one reading to the next. */
const PULL = 0.25;
const NOISE = 0.12;

/** Per reading. About a tenth of the people have a fever at any time, and one in two hundred is too cold. */
const FEVER_CHANCE = 1 / 300;
const HYPOTHERMIA_CHANCE = 1 / 6000;

/** A demo body's temperature, °C: it walks around a base of its own, and now and then tends elsewhere for a while. */
export class DemoBody {
  readonly #random: Random;
  readonly #base: number;
  #celsius: number;
  #goal: number;
  #readingsLeft = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#base = between(LOWEST_BASE, HIGHEST_BASE, random);
    this.#goal = this.#base;
    this.#celsius = this.#base;
  }

  /** Lets the body have a temperature now, which it comes down from after so many readings. */
  startAt(celsius: number, readings: number): void {
    this.#celsius = celsius;
    this.#tendTo(celsius, readings);
  }

  /** The temperature now as a sensor shows it, to one decimal; the body then goes on. */
  read(unit: TemperatureUnit): string {
    const celsius = { value: this.#celsius, unit: 'C' } as const;
    const shown = unit === 'C' ? toCelsius(celsius) : toFahrenheit(celsius);
    this.#goOn();
    return `${shown.toFixed(1)}${unit}`;
  }

  #goOn(): void {
    if (this.#readingsLeft > 0) this.#readingsLeft -= 1;
    else this.#chooseGoal();
    this.#celsius += (this.#goal - this.#celsius) * PULL + between(-NOISE, NOISE, this.#random);
  }

  #chooseGoal(): void {
    const chance = this.#random();
    const readings = Math.round(between(20, 40, this.#random));
    if (chance < FEVER_CHANCE) this.#tendTo(between(38.4, 39.5, this.#random), readings);
    else if (chance < FEVER_CHANCE + HYPOTHERMIA_CHANCE) this.#tendTo(between(34.3, 34.7, this.#random), readings);
    else this.#goal = this.#base;
  }

  #tendTo(goal: number, readings: number): void {
    this.#goal = goal;
    this.#readingsLeft = readings;
  }
}

function between(lowest: number, highest: number, random: Random): number {
  return lowest + (highest - lowest) * random();
}
