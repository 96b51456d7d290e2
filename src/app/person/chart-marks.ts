import type { Alarm, AlarmKind } from '@contract/alarm';
import type uPlot from 'uplot';

import type { ChartColours } from './chart-colours';

/** A threshold line: its temperature in the unit shown, and its label. */
export interface ThresholdMark {
  readonly kind: AlarmKind;
  readonly at: number;
  readonly label: string;
}

/** Height (CSS px) of the lane above the curves where alarms are marked. */
export const LANE_PX = 40;
/** Alarms are in the upper part of the lane and acknowledgements in the lower, so that they don't overlap. */
const ALARM_Y_PX = 30;
const CHECK_Y_PX = 11;

const SHAPE_PX = 5;

/** Shades the area beyond a threshold and draws its line with a label, because not all users see colours. */
export function drawThreshold(plot: uPlot, { kind, at, label }: ThresholdMark, colours: ChartColours): void {
  const { ctx } = plot;
  const { left, top, width, height } = plot.bbox;
  const px = devicePixelRatio;
  const y = plot.valToPos(at, 'y', true);
  if (y < top || y > top + height) return;
  ctx.save();
  ctx.fillStyle = kind === 'fever' ? colours.feverArea : colours.hypothermiaArea;
  if (kind === 'fever') ctx.fillRect(left, top, width, y - top);
  else ctx.fillRect(left, y, width, top + height - y);
  ctx.strokeStyle = colours[kind];
  ctx.fillStyle = colours[kind];
  ctx.lineWidth = px;
  ctx.setLineDash([6 * px, 4 * px]);
  line(ctx, left, y, left + width, y);
  ctx.font = `600 ${12 * px}px system-ui, sans-serif`;
  // uPlot's axes leave their own values set.
  ctx.textAlign = 'left';
  ctx.textBaseline = kind === 'fever' ? 'bottom' : 'top';
  ctx.fillText(label, left + 6 * px, y + (kind === 'fever' ? -3 : 4) * px);
  ctx.restore();
}

/** Draws an alarm in the lane above the curves: a bar for its duration, marks for its start, end and acknowledgement. */
export function drawAlarm(plot: uPlot, alarm: Alarm, colours: ChartColours): void {
  const { ctx } = plot;
  const px = devicePixelRatio;
  const lane = plot.bbox.top - ALARM_Y_PX * px;
  const begin = place(plot, Date.parse(alarm.raisedAt));
  const end = place(plot, alarm.endedAt === undefined ? Infinity : Date.parse(alarm.endedAt));
  ctx.save();
  ctx.strokeStyle = colours[alarm.kind];
  ctx.fillStyle = colours[alarm.kind];
  ctx.lineWidth = 3 * px;
  line(ctx, begin.x, lane, Math.max(end.x, begin.x + px), lane);
  ctx.lineWidth = px;
  ctx.setLineDash([2 * px, 3 * px]);
  if (begin.isInside) line(ctx, begin.x, lane, begin.x, plot.bbox.top + plot.bbox.height);
  ctx.setLineDash([]);
  ctx.lineWidth = 1.5 * px;
  if (end.isInside && alarm.endedAt !== undefined) drawEnd(ctx, end.x, lane, px);
  if (begin.isInside) drawBeginning(ctx, alarm.kind, begin.x, lane, px);
  const acknowledged = alarm.acknowledged && place(plot, Date.parse(alarm.acknowledged.at));
  if (acknowledged?.isInside) drawCheck(ctx, acknowledged.x, plot.bbox.top - CHECK_Y_PX * px, px, colours);
  ctx.restore();
}

/** Returns the x position of a time, clamped to the chart. */
function place(plot: uPlot, ms: number): { readonly x: number; readonly isInside: boolean } {
  const { left, width } = plot.bbox;
  const x = plot.valToPos(ms, 'x', true);
  const inside = Math.min(left + width, Math.max(left, x));
  return { x: inside, isInside: inside === x };
}

/** Draws a triangle: up for fever, down for hypothermia. */
function drawBeginning(ctx: CanvasRenderingContext2D, kind: AlarmKind, x: number, y: number, px: number): void {
  const size = SHAPE_PX * px * (kind === 'fever' ? 1 : -1);
  ctx.beginPath();
  ctx.moveTo(x, y - size * 1.2);
  ctx.lineTo(x + size, y + size * 0.9);
  ctx.lineTo(x - size, y + size * 0.9);
  ctx.closePath();
  ctx.fill();
}

/** Draws a vertical line at the end of the bar. */
function drawEnd(ctx: CanvasRenderingContext2D, x: number, y: number, px: number): void {
  ctx.lineWidth = 2 * px;
  line(ctx, x, y - SHAPE_PX * px, x, y + SHAPE_PX * px);
}

/** Draws a check mark in a circle. */
function drawCheck(ctx: CanvasRenderingContext2D, x: number, y: number, px: number, colours: ChartColours): void {
  const radius = 6.5 * px;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = colours.surface;
  ctx.strokeStyle = colours.text;
  ctx.lineWidth = 1.5 * px;
  ctx.fill();
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(x - radius * 0.45, y);
  ctx.lineTo(x - radius * 0.1, y + radius * 0.38);
  ctx.lineTo(x + radius * 0.48, y - radius * 0.38);
  ctx.stroke();
}

function line(ctx: CanvasRenderingContext2D, fromX: number, fromY: number, toX: number, toY: number): void {
  ctx.beginPath();
  ctx.moveTo(fromX, fromY);
  ctx.lineTo(toX, toY);
  ctx.stroke();
}
