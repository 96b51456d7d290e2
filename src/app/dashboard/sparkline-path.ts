import type { LineMinute } from './hour-line';

/** Size of the drawing in SVG units. */
export const SPARK_WIDTH = 120;
export const SPARK_HEIGHT = 28;

/** Temperature range (°C). It is the same for everyone: scaled to each row, small changes would look like an illness. */
const TOP_CELSIUS = 40.5;
const BOTTOM_CELSIUS = 34;

/** Maximum gap within a line. Sensors that report every few minutes still get one line. */
const MAX_GAP_MINUTES = 10;

const MINUTE_WIDTH = SPARK_WIDTH / 60;

/** Returns the y coordinate of a temperature. */
export function sparkY(celsius: number): number {
  const share = (TOP_CELSIUS - celsius) / (TOP_CELSIUS - BOTTOM_CELSIUS);
  return Math.round(Math.min(Math.max(share, 0.04), 0.96) * SPARK_HEIGHT * 10) / 10;
}

/** Draws minutes as an SVG path: a band from the lowest to the highest temperature, interrupted at long gaps. */
export function drawLine(minutes: readonly LineMinute[]): string {
  return splitAtGaps(minutes).map(drawBand).join('');
}

function splitAtGaps(minutes: readonly LineMinute[]): LineMinute[][] {
  const parts: LineMinute[][] = [];
  for (const minute of minutes) {
    const part = parts.at(-1);
    const before = part?.at(-1);
    if (part && before && minute.index - before.index <= MAX_GAP_MINUTES) part.push(minute);
    else parts.push([minute]);
  }
  return parts;
}

function drawBand(minutes: readonly LineMinute[]): string {
  const [only] = minutes;
  // A single minute is drawn as a dot: as a line it would look like a dash.
  if (only && minutes.length === 1)
    return `M${xOf(only.index - 0.5)} ${sparkY(only.max) - 1}h${MINUTE_WIDTH}V${sparkY(only.min) + 1}h-${MINUTE_WIDTH}Z`;
  const there = minutes.map(({ index, max }) => `${xOf(index)} ${sparkY(max)}`);
  const back = minutes.toReversed().map(({ index, min }) => `${xOf(index)} ${sparkY(min)}`);
  return `M${there.join('L')}L${back.join('L')}Z`;
}

function xOf(index: number): number {
  return (index + 0.5) * MINUTE_WIDTH;
}
