import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { DeviceClocks } from './clock/device-clocks.ts';
import type { Handler } from './http/request-context.ts';
import type { EventLog } from './log/event-log.ts';
import { metricsHandler, type Counter, type Metric } from './ops/metrics.ts';
import type { StreamLimit } from './stream/stream-limit.ts';

/** What the app counts itself. */
export interface Counters {
  readonly requests: Counter;
  readonly failures: Counter;
  readonly stalledStreams: Counter;
  readonly importedReadings: Counter;
}

/** What the metrics are of. */
interface Measured {
  readonly log: EventLog;
  readonly limit: StreamLimit;
  readonly counters: Counters;
  readonly deviceClocks: DeviceClocks;
}

/** How often the event loop is looked at. */
const LAG_RESOLUTION_MS = 20;

/** `GET /metrics`. */
export function appMetricsHandler({ log, limit, counters, deviceClocks }: Measured): Handler {
  const eventLoopDelay = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  eventLoopDelay.enable();
  const metrics: Metric[] = [
    counter('vitalwire_requests_total', 'HTTP requests received.', () => counters.requests.value),
    counter(
      'vitalwire_failures_total',
      'Requests answered with a status of 500 or more.',
      () => counters.failures.value,
    ),
    counter(
      'vitalwire_stalled_streams_total',
      'Streams cut as nothing was read from them.',
      () => counters.stalledStreams.value,
    ),
    gauge('vitalwire_streams_open', 'Event streams open now.', () => limit.open),
    counter('vitalwire_stored_events_total', 'Events ever stored: the sequence of the newest one.', () => log.head),
    counter(
      'vitalwire_imported_readings_total',
      'Readings stored from imported files since the start.',
      () => counters.importedReadings.value,
    ),
    gauge('vitalwire_log_events', 'Events kept now.', () => log.head - log.oldest + 1),
    gauge(
      'vitalwire_log_failing',
      '1 when the log can not store, remove, copy its write-ahead log, or find its files.',
      () => (log.failure ? 1 : 0),
    ),
    gauge('vitalwire_log_wal_bytes', 'Size of the write-ahead log on disk.', () => log.walBytes),
    gauge('vitalwire_clock_doubted', '1 while the clock is not where the log expects it.', () =>
      log.clock.offByMs === undefined ? 0 : 1,
    ),
    gauge(
      'vitalwire_clock_off_seconds',
      'How far the clock is ahead of where the log expects it.',
      () => (log.clock.offByMs ?? 0) / 1000,
    ),
    gauge(
      'vitalwire_stored_ahead_seconds',
      'How far the newest time of storing is ahead of the clock.',
      () => log.clock.storedAheadMs / 1000,
    ),
    gauge('vitalwire_devices_disagreeing', 'Devices whose last TakenAt is more than 5 minutes off the clock.', () => {
      const { ahead, behind } = deviceClocks.tally();
      return ahead + behind;
    }),
    gauge('nodejs_eventloop_lag_p99_seconds', 'Delay of the event loop since the start.', () =>
      lagSeconds(eventLoopDelay.percentile(99)),
    ),
    gauge('process_resident_memory_bytes', 'Memory in use.', () => process.memoryUsage.rss()),
    counter('process_cpu_seconds_total', 'User and system CPU time spent.', cpuSeconds),
    gauge('process_start_time_seconds', 'When the process started, since 1970.', () =>
      Math.round(performance.timeOrigin / 1000),
    ),
  ];
  return metricsHandler(metrics);
}

function counter(name: string, help: string, value: () => number): Metric {
  return { type: 'counter', name, help, value };
}

function gauge(name: string, help: string, value: () => number): Metric {
  return { type: 'gauge', name, help, value };
}

/** Node measures from one look to the next, so that an idle loop shows the time between looks. */
function lagSeconds(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e9 - LAG_RESOLUTION_MS / 1000);
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
