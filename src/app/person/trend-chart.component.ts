import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  effect,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  NgZone,
  output,
  signal,
  untracked,
  viewChild,
  ViewEncapsulation,
} from '@angular/core';
import type { Alarm } from '@contract/alarm';
import type { TemperatureUnit } from '@contract/temperature';

import { ReadingsStore } from '../readings/readings.store';
import type { TrendSeries } from '../readings/trend.api';
import { PERSON_TEXT } from '../messages/person';
import { readColours, watchColours } from './chart-colours';
import { listenToGestures } from './chart-gestures';
import { describePoint } from './chart-tooltip';
import type { Thresholds } from './chart-axes';
import { notAfter, panned, type TimeWindow, zoomed } from './time-window';
import { chartDataOf, TrendPlot } from './trend-plot';

/** Debounce time: a turning wheel or a repeating key results in one zoom. */
const SETTLE_MS = 250;

/** Temperature chart with zoom and pan. Loads uPlot when created. */
@Component({
  selector: 'vw-trend-chart',
  templateUrl: './trend-chart.component.html',
  styleUrls: ['../../../node_modules/uplot/dist/uPlot.min.css', './trend-chart.component.css'],
  // The style sheet also has to apply to elements that uPlot creates.
  encapsulation: ViewEncapsulation.None,
})
export class TrendChartComponent {
  private readonly zone = inject(NgZone);
  private readonly browser = inject(DOCUMENT).defaultView ?? globalThis.window;
  private readonly store = inject(ReadingsStore);
  private readonly destroyRef = inject(DestroyRef);

  readonly series = input.required<TrendSeries>();
  readonly window = input.required<TimeWindow>();
  readonly alarms = input.required<readonly Alarm[]>();
  readonly thresholds = input.required<Thresholds>();
  readonly unit = input.required<TemperatureUnit>();
  /** The chart in a sentence. */
  readonly label = input.required<string>();

  /** The user chose another period. */
  readonly windowChosen = output<TimeWindow>();
  readonly resetChosen = output();
  /** Width of the chart (px). */
  readonly fitted = output<number>();

  private readonly host = viewChild.required<ElementRef<HTMLElement>>('plot');

  protected readonly text = PERSON_TEXT.trend;
  protected readonly isBroken = signal(false);
  private readonly pointedAt = signal<number | undefined>(undefined);
  protected readonly tooltip = computed(() => {
    const ms = this.pointedAt();
    return ms === undefined ? '' : describePoint(ms, this.series(), this.alarms(), this.unit());
  });
  /** The window, or the one that a gesture has moved it to. */
  private readonly shown = linkedSignal(() => this.window());
  private readonly data = computed(() =>
    chartDataOf(this.series(), this.shown(), this.alarms(), this.thresholds(), this.unit()),
  );
  private plot: TrendPlot | undefined;
  private settling: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    effect(() => {
      const data = this.data();
      this.zone.runOutsideAngular(() => this.plot?.show(data));
    });
    afterNextRender(() => void this.open());
    this.destroyRef.onDestroy(() => clearTimeout(this.settling));
  }

  protected zoom(factor: number): void {
    this.move(zoomed(this.shown(), factor));
  }

  protected pan(part: number): void {
    this.move(panned(this.shown(), part));
  }

  /** Handles the keys of the zoom buttons. */
  protected onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = this.actionOf(event.key);
    if (!action) return;
    event.preventDefault();
    action();
  }

  /** Loads uPlot and draws the chart; after a failure, again. */
  protected async open(): Promise<void> {
    this.isBroken.set(false);
    this.fitted.emit(this.host().nativeElement.clientWidth);
    const uPlot = await import('uplot').catch(() => undefined);
    if (this.destroyRef.destroyed) return;
    if (uPlot) this.zone.runOutsideAngular(() => this.draw(uPlot.default));
    else this.isBroken.set(true);
  }

  private draw(Plot: ConstructorParameters<typeof TrendPlot>[0]): void {
    const host = this.host().nativeElement;
    const plot = new TrendPlot(Plot, host, untracked(this.data), readColours(host), {
      selected: (window) => this.zone.run(() => this.choose(window)),
      pointedAt: (ms) => this.pointedAt.set(ms),
    });
    this.plot = plot;
    const listening = new AbortController();
    const target = { window: () => untracked(this.shown), move: (window: TimeWindow) => this.move(window) };
    listenToGestures(plot.area, target, listening.signal);
    const unwatch = watchColours(this.browser, () => plot.paint(readColours(host)));
    const observer = new ResizeObserver(() => {
      plot.resize(host.clientWidth, host.clientHeight);
      this.fitted.emit(host.clientWidth);
    });
    observer.observe(host);
    this.destroyRef.onDestroy(() => {
      listening.abort();
      unwatch();
      observer.disconnect();
      plot.destroy();
    });
  }

  private actionOf(key: string): (() => void) | undefined {
    switch (key) {
      case '+':
      case '=':
        return () => this.zoom(0.5);
      case '-':
        return () => this.zoom(2);
      case 'ArrowLeft':
        return () => this.pan(-0.5);
      case 'ArrowRight':
        return () => this.pan(0.5);
      case '0':
        return () => this.resetChosen.emit();
      default:
        return undefined;
    }
  }

  /** Shows a window at once and emits it after the debounce time. */
  private move(window: TimeWindow): void {
    const possible = notAfter(window, untracked(this.store.asOf));
    this.shown.set(possible);
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.zone.run(() => this.windowChosen.emit(possible)), SETTLE_MS);
  }

  private choose(window: TimeWindow): void {
    clearTimeout(this.settling);
    // Extends a very short selection to the minimum length.
    const possible = notAfter(zoomed(window, 1), untracked(this.store.asOf));
    this.shown.set(possible);
    this.windowChosen.emit(possible);
  }
}
