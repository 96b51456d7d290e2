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
import { describePoint } from './chart-readout';
import type { Thresholds } from './temperature-scale';
import { notAfter, panned, type TimeWindow, zoomed } from './time-window';
import { pictureOf } from './trend-picture';
import { TrendPlot } from './trend-plot';

/** A wheel that is being turned, or a key held down, is one zoom in the end. */
const SETTLE_MS = 250;

/** The curve of a person's temperature, to zoom and pan in. uPlot is loaded only here. */
@Component({
  selector: 'vw-trend-chart',
  templateUrl: './trend-chart.component.html',
  styleUrls: ['../../../node_modules/uplot/dist/uPlot.min.css', './trend-chart.component.css'],
  // uPlot makes elements of its own, which the style sheet has to reach.
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

  /** Somebody wants to see another time. */
  readonly windowChosen = output<TimeWindow>();
  readonly resetChosen = output();
  /** The chart is so many px wide. */
  readonly fitted = output<number>();

  private readonly host = viewChild.required<ElementRef<HTMLElement>>('plot');

  protected readonly text = PERSON_TEXT.trend;
  protected readonly isBroken = signal(false);
  private readonly pointedAt = signal<number | undefined>(undefined);
  protected readonly readout = computed(() => {
    const ms = this.pointedAt();
    return ms === undefined ? '' : describePoint(ms, this.series(), this.alarms(), this.unit());
  });
  /** The window, or where a gesture has moved it to already. */
  private readonly shown = linkedSignal(() => this.window());
  private readonly picture = computed(() =>
    pictureOf(this.series(), this.shown(), this.alarms(), this.thresholds(), this.unit()),
  );
  private plot: TrendPlot | undefined;
  private settling: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    effect(() => {
      const picture = this.picture();
      this.zone.runOutsideAngular(() => this.plot?.show(picture));
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

  /** The keys of the buttons, wherever among them the focus is. */
  protected onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = this.actionOf(event.key);
    if (!action) return;
    event.preventDefault();
    action();
  }

  /** Loads uPlot and draws; again after that has failed. */
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
    const plot = new TrendPlot(Plot, host, untracked(this.picture), readColours(host), {
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

  /** Shows a window at once, and tells of it when nothing moves any more. */
  private move(window: TimeWindow): void {
    const possible = notAfter(window, untracked(this.store.asOf));
    this.shown.set(possible);
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.zone.run(() => this.windowChosen.emit(possible)), SETTLE_MS);
  }

  private choose(window: TimeWindow): void {
    clearTimeout(this.settling);
    // A sliver of time is widened to what can be shown.
    const possible = notAfter(zoomed(window, 1), untracked(this.store.asOf));
    this.shown.set(possible);
    this.windowChosen.emit(possible);
  }
}
