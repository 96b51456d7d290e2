import type { Alarm } from '@contract/alarm';
import { type TemperatureUnit, toFahrenheit } from '@contract/temperature';
import type uPlot from 'uplot';

import { formatNumber } from '../formats/numbers';
import { formatCelsius } from '../formats/temperatures';
import type { TrendSeries } from '../readings/trend.api';
import { PERSON_TEXT } from '../messages/person';
import { labelTimes, scaleFor, type Thresholds } from './chart-axes';
import type { ChartColours } from './chart-colours';
import { drawAlarm, drawThreshold, LANE_PX, type ThresholdMark } from './chart-marks';
import type { TimeWindow } from './time-window';
import { toColumns, type TrendColumns } from './trend-series';

/** Input of the chart. */
export interface ChartData {
  readonly columns: TrendColumns;
  readonly window: TimeWindow;
  /** In the unit shown. */
  readonly scale: { readonly low: number; readonly high: number };
  readonly thresholds: readonly ThresholdMark[];
  readonly alarms: readonly Alarm[];
  readonly formatDegrees: (degrees: number) => string;
}

/** Callbacks for pointer events. */
export interface TrendPlotEvents {
  /** The user dragged across a period. */
  readonly selected: (window: TimeWindow) => void;
  /** Time under the pointer (ms since 1970); `undefined` when the pointer left. */
  readonly pointedAt: (ms: number | undefined) => void;
}

/** Minimum length of a drag (CSS px). A shorter one is a click. */
const MIN_DRAG_PX = 8;
/** As wide (CSS px) as what stands below the last tick may be. */
const LABEL_PX = 52;
const AXIS_FONT = '12px system-ui, sans-serif';

/** A trend drawn by uPlot on a canvas of its own. To be destroyed. */
export class TrendPlot {
  private readonly plot: uPlot;
  private data: ChartData;
  private colours: ChartColours;

  constructor(Plot: typeof uPlot, host: HTMLElement, data: ChartData, colours: ChartColours, events: TrendPlotEvents) {
    this.data = data;
    this.colours = colours;
    this.plot = new Plot(this.options(host, events), toData(data.columns), host);
  }

  /** The element over the curves, for pointer listeners. */
  get area(): HTMLElement {
    return this.plot.over;
  }

  show(data: ChartData): void {
    this.data = data;
    this.plot.setData(toData(data.columns));
  }

  paint(colours: ChartColours): void {
    this.colours = colours;
    this.plot.redraw(false, true);
  }

  resize(width: number, height: number): void {
    this.plot.setSize({ width, height });
  }

  destroy(): void {
    this.plot.destroy();
  }

  private options(host: HTMLElement, events: TrendPlotEvents): uPlot.Options {
    return {
      width: host.clientWidth,
      height: host.clientHeight,
      ms: 1,
      padding: [LANE_PX, LABEL_PX / 2, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { setScale: false, dist: MIN_DRAG_PX } },
      scales: {
        x: { time: true, range: () => [this.data.window.from, this.data.window.to] },
        y: { range: () => [this.data.scale.low, this.data.scale.high] },
      },
      axes: [
        {
          ...this.axis(),
          space: LABEL_PX + 12,
          values: (_plot, ticks, _axis, _space, stepMs) => labelTimes(ticks, stepMs),
        },
        { ...this.axis(), size: 48, values: (_plot, ticks) => ticks.map((tick) => this.data.formatDegrees(tick)) },
      ],
      series: [
        {},
        { stroke: () => this.colours.band, width: 1, points: { show: false } },
        { stroke: () => this.colours.line, width: 2, points: { size: 5, fill: () => this.colours.line } },
        { stroke: () => this.colours.band, width: 1, points: { show: false } },
      ],
      bands: [{ series: [1, 3], fill: () => this.colours.band }],
      hooks: {
        drawAxes: [(plot) => this.data.thresholds.forEach((mark) => drawThreshold(plot, mark, this.colours))],
        draw: [(plot) => this.data.alarms.forEach((one) => drawAlarm(plot, one, this.colours))],
        setSelect: [(plot) => this.select(plot, events)],
        setCursor: [(plot) => events.pointedAt(timeAtCursor(plot))],
      },
    };
  }

  private axis(): uPlot.Axis {
    return {
      font: AXIS_FONT,
      stroke: () => this.colours.text,
      grid: { stroke: () => this.colours.grid, width: 1 },
      ticks: { stroke: () => this.colours.grid, width: 1 },
    };
  }

  private select(plot: uPlot, { selected }: TrendPlotEvents): void {
    const { left, width } = plot.select;
    if (width < MIN_DRAG_PX) return;
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    selected({ from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') });
  }
}

function timeAtCursor(plot: uPlot): number | undefined {
  const { left = -1 } = plot.cursor;
  return left < 0 ? undefined : plot.posToVal(left, 'x');
}

function toData({ times, high, middle, low }: TrendColumns): uPlot.AlignedData {
  return [[...times], [...high], [...middle], [...low]];
}

/** Returns the chart's input in the chosen unit. */
export function chartDataOf(
  series: TrendSeries,
  window: TimeWindow,
  alarms: readonly Alarm[],
  thresholds: Thresholds,
  unit: TemperatureUnit,
): ChartData {
  const convert = (celsius: number): number => (unit === 'C' ? celsius : toFahrenheit({ value: celsius, unit: 'C' }));
  const { low, high } = scaleFor(series, thresholds);
  return {
    columns: toColumns(series, convert),
    window,
    scale: { low: convert(low), high: convert(high) },
    thresholds: (['fever', 'hypothermia'] as const).flatMap((kind): ThresholdMark[] => {
      const on = thresholds[kind]?.on;
      const label = on === undefined ? '' : PERSON_TEXT.trend[kind](formatCelsius(on, unit));
      return on === undefined ? [] : [{ kind, at: convert(on), label }];
    }),
    alarms,
    formatDegrees: formatNumber,
  };
}
