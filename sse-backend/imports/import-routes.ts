import { LIST_PARAMETERS } from '../http/list-parameters.ts';
import type { Route } from '../http/router.ts';
import { LAST_EVENT_ID_PARAMETER } from '../stream/events-parameters.ts';
import type { StreamLimit } from '../stream/stream-limit.ts';
import { errorsRoute } from './errors-csv.ts';
import { importsRoute } from './import-list.ts';
import type { ImportParts } from './import-parts.ts';
import type { ImportStreams } from './import-streams.ts';
import { cancelRoute, stateRoute } from './one-import.ts';
import { UPLOAD_PARAMETERS } from './upload-parameters.ts';
import { uploadRoute } from './upload-route.ts';

/** All that can be asked of imports, by who may operate. */
export function importRoutes(parts: ImportParts, streams: ImportStreams, limit: StreamLimit): readonly Route[] {
  return [
    {
      path: '/api/imports',
      methods: {
        GET: { needs: 'operate', query: LIST_PARAMETERS, handle: importsRoute(parts) },
        POST: { needs: 'operate', query: UPLOAD_PARAMETERS, handle: uploadRoute(parts) },
      },
    },
    {
      path: '/api/imports/:id',
      methods: {
        GET: { needs: 'operate', handle: stateRoute(parts) },
        DELETE: { needs: 'operate', handle: cancelRoute(parts) },
      },
    },
    {
      path: '/api/imports/:id/events',
      methods: {
        GET: { needs: 'operate', query: { lastEventId: LAST_EVENT_ID_PARAMETER }, handle: streams.handler(limit) },
      },
    },
    { path: '/api/imports/:id/errors.csv', methods: { GET: { needs: 'operate', handle: errorsRoute(parts.book) } } },
  ];
}
