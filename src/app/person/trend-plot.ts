import type { Alarm } from '@contract/alarm';
import type uPlot from 'uplot';

import type { ChartColours } from './chart-colours';
import { drawAlarm, drawThreshold, LANE_PX, type ThresholdMark } from './chart-marks';
import { labelTimes } from './time-axis';
import type { TimeWindow } from './time-window';
import type { TrendColumns } from './trend-series';

/** Everything that a chart shows. */
export interface TrendPicture {
  readonly columns: TrendColumns;
  readonly window: TimeWindow;
  /** Temperatures of the unit shown. */
  readonly scale: { readonly low: number; readonly high: number };
  readonly thresholds: readonly ThresholdMark[];
  readonly alarms: readonly Alarm[];
  readonly formatDegrees: (degrees: number) => string;
}

/** What happens to a chart by the pointer. */
export interface TrendPlotEvents {
  /** A stretch was dragged over. */
  readonly selected: (window: TimeWindow) => void;
  /** The pointer is at a time (ms since 1970), or has left. */
  readonly pointedAt: (ms: number | undefined) => void;
}

/** The shortest drag (CSS px) that is meant as one. */
const SHORTEST_DRAG_PX = 8;
/** As wide (CSS px) as what stands below the last tick may be. */
const LABEL_PX = 52;
const AXIS_FONT = '12px system-ui, sans-serif';

/** A trend drawn by uPlot on a canvas of its own. To be destroyed. */
export class TrendPlot {
  private readonly plot: uPlot;
  private picture: TrendPicture;
  private colours: ChartColours;

  constructor(
    Plot: typeof uPlot,
    host: HTMLElement,
    picture: TrendPicture,
    colours: ChartColours,
    events: TrendPlotEvents,
  ) {
    this.picture = picture;
    this.colours = colours;
    this.plot = new Plot(this.options(host, events), toData(picture.columns), host);
  }

  /** Where the curves are, for whoever watches the pointer. */
  get area(): HTMLElement {
    return this.plot.over;
  }

  show(picture: TrendPicture): void {
    this.picture = picture;
    this.plot.setData(toData(picture.columns));
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
      cursor: { y: false, points: { show: false }, drag: { setScale: false, dist: SHORTEST_DRAG_PX } },
      scales: {
        x: { time: true, range: () => [this.picture.window.from, this.picture.window.to] },
        y: { range: () => [this.picture.scale.low, this.picture.scale.high] },
      },
      axes: [
        {
          ...this.axis(),
          space: LABEL_PX + 12,
          values: (_plot, ticks, _axis, _space, stepMs) => labelTimes(ticks, stepMs),
        },
        { ...this.axis(), size: 48, values: (_plot, ticks) => ticks.map((tick) => this.picture.formatDegrees(tick)) },
      ],
      series: [
        {},
        { stroke: () => this.colours.band, width: 1, points: { show: false } },
        { stroke: () => this.colours.line, width: 2, points: { size: 5, fill: () => this.colours.line } },
        { stroke: () => this.colours.band, width: 1, points: { show: false } },
      ],
      bands: [{ series: [1, 3], fill: () => this.colours.band }],
      hooks: {
        drawAxes: [(plot) => this.picture.thresholds.forEach((mark) => drawThreshold(plot, mark, this.colours))],
        draw: [(plot) => this.picture.alarms.forEach((one) => drawAlarm(plot, one, this.colours))],
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
    if (width < SHORTEST_DRAG_PX) return;
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
