import { AUDIT_PARAMETERS, auditRoute, type AuditSource } from './access/audit-route.ts';
import { acknowledgementsRoute } from './alarms/acknowledgements.ts';
import { ALARMS_PARAMETERS } from './alarms/alarms-parameters.ts';
import { alarmsRoute } from './alarms/alarms.ts';
import { appMetricsHandler, type Counters } from './app-metrics.ts';
import type { ClockWarning } from './clock/clock-warnings.ts';
import type { DeviceClocks } from './clock/device-clocks.ts';
import type { Config } from './config/config.ts';
import type { Route } from './http/router.ts';
import type { EventLog } from './log/event-log.ts';
import { answerHealth, readyHandler } from './ops/health.ts';
import { pageHandler } from './public/page.ts';
import { historyRoute } from './readings/history.ts';
import { HISTORY_PARAMETERS } from './readings/history-parameters.ts';
import { ingestRoute } from './readings/ingest.ts';
import { latestRoute } from './readings/latest.ts';
import { TREND_PARAMETERS } from './readings/trend-query.ts';
import { trendRoute } from './readings/trend.ts';
import { statusHandler } from './status-handler.ts';
import type { Clock } from './stream/clock.ts';
import { EVENTS_PARAMETERS } from './stream/events-parameters.ts';
import { eventsHandler } from './stream/events.ts';
import type { Hub } from './stream/hub.ts';
import type { StreamLimit } from './stream/stream-limit.ts';

/** What the routes lead to. */
export interface RouteParts {
  readonly config: Config;
  readonly audit: AuditSource;
  /** Where one signs in and out. */
  readonly signInRoutes: readonly Route[];
  readonly log: EventLog;
  readonly hub: Hub;
  readonly clock: Clock;
  readonly limit: StreamLimit;
  readonly counters: Counters;
  readonly importRoutes: readonly Route[];
  readonly deviceClocks: DeviceClocks;
  /** What is wrong with the server's clock. */
  readonly clockWarnings: () => readonly ClockWarning[];
  /** What an operator should see to while the server is ready. */
  readonly warnings: () => readonly string[];
  /** Rejects with why the server isn't ready. */
  readonly probe: () => Promise<void>;
}

/** All that can be asked of the server, and who may ask for it. */
export function routesOf(parts: RouteParts): readonly Route[] {
  const { config, audit, signInRoutes, log, hub, clock, limit, counters, importRoutes, probe } = parts;
  const { deviceClocks, clockWarnings, warnings } = parts;
  const { maxBodyBytes } = config;
  const routes: Route[] = [
    {
      path: '/api/readings',
      methods: {
        GET: { needs: 'read', query: HISTORY_PARAMETERS, handle: historyRoute(log) },
        POST: { needs: 'write', handle: ingestRoute({ log, maxBodyBytes, now: log.now, clocks: deviceClocks }) },
      },
    },
    { path: '/api/readings/latest', methods: { GET: { needs: 'read', handle: latestRoute(log) } } },
    { path: '/api/alarms', methods: { GET: { needs: 'read', query: ALARMS_PARAMETERS, handle: alarmsRoute(log) } } },
    {
      path: '/api/acknowledgements',
      methods: {
        POST: { needs: 'operate', handle: acknowledgementsRoute({ log, maxBodyBytes }) },
      },
    },
    {
      path: '/api/readings/trend',
      methods: { GET: { needs: 'read', query: TREND_PARAMETERS, handle: trendRoute(log, Date.now) } },
    },
    ...importRoutes,
    ...signInRoutes,
    { path: '/api/audit', methods: { GET: { needs: 'operate', query: AUDIT_PARAMETERS, handle: auditRoute(audit) } } },
    { path: '/api/status', methods: { GET: { needs: 'read', handle: statusHandler(log, config, clockWarnings) } } },
    {
      path: '/events',
      methods: { GET: { needs: 'read', query: EVENTS_PARAMETERS, handle: eventsHandler({ log, hub, limit }) } },
    },
    { path: '/stream', methods: { GET: { needs: 'read', handle: clock.handler(limit) } } },
    { path: '/sse', methods: { GET: { needs: 'read', handle: clock.handler(limit) } } },
    { path: '/healthz', methods: { GET: { needs: 'nothing', handle: answerHealth } } },
    {
      path: '/readyz',
      methods: {
        GET: { needs: 'nothing', handle: readyHandler(probe, warnings) },
      },
    },
    {
      path: '/metrics',
      methods: { GET: { needs: 'read', handle: appMetricsHandler({ log, limit, counters, deviceClocks }) } },
    },
  ];
  if (config.staticFolder === undefined) {
    routes.push({ path: '/', methods: { GET: { needs: 'nothing', handle: pageHandler() } } });
  }
  return routes;
}
