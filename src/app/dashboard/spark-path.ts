import type { LineMinute } from './hour-line';

/** Of the drawing, in its own units. */
export const SPARK_WIDTH = 120;
export const SPARK_HEIGHT = 28;

/** The same scale for everyone (°C): a line that fills its row would make every body look ill. */
const TOP_CELSIUS = 40.5;
const BOTTOM_CELSIUS = 34;

/** A sensor that reports every few minutes still gets one line. */
const LONGEST_GAP_MINUTES = 10;

const MINUTE_WIDTH = SPARK_WIDTH / 60;

/** How far from the top a temperature is drawn. */
export function sparkY(celsius: number): number {
  const share = (TOP_CELSIUS - celsius) / (TOP_CELSIUS - BOTTOM_CELSIUS);
  return Math.round(Math.min(Math.max(share, 0.04), 0.96) * SPARK_HEIGHT * 10) / 10;
}

/** The minutes as an SVG path: a band from the lowest to the highest, broken where there was nothing for long. */
export function drawLine(minutes: readonly LineMinute[]): string {
  return split(minutes).map(drawBand).join('');
}

function split(minutes: readonly LineMinute[]): LineMinute[][] {
  const parts: LineMinute[][] = [];
  for (const minute of minutes) {
    const part = parts.at(-1);
    const before = part?.at(-1);
    if (part && before && minute.index - before.index <= LONGEST_GAP_MINUTES) part.push(minute);
    else parts.push([minute]);
  }
  return parts;
}

function drawBand(minutes: readonly LineMinute[]): string {
  const [only] = minutes;
  // A line of one minute would look like a stray dash: it is a dot.
  if (only && minutes.length === 1)
    return `M${xOf(only.index - 0.5)} ${sparkY(only.max) - 1}h${MINUTE_WIDTH}V${sparkY(only.min) + 1}h-${MINUTE_WIDTH}Z`;
  const there = minutes.map(({ index, max }) => `${xOf(index)} ${sparkY(max)}`);
  const back = minutes.toReversed().map(({ index, min }) => `${xOf(index)} ${sparkY(min)}`);
  return `M${there.join('L')}L${back.join('L')}Z`;
}

function xOf(index: number): number {
  return (index + 0.5) * MINUTE_WIDTH;
}
