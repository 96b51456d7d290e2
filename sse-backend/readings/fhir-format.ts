import { formatInstant } from '../contract/instant.ts';
import type { StoredReading } from '../contract/reading.ts';
import { formatCursor } from '../http/cursor.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { HistoryQuery } from '../log/shapes.ts';
import { encodeObservation } from './fhir-observation.ts';
import type { HistoryFormat } from './history-export.ts';
import { nameUuid } from './name-uuid.ts';

/** Drawn once, for ids of readings; another would give every reading another UUID. */
const READING_NAMESPACE = 'b1f4c2d8-6a3e-4f70-9c55-2e8d7a904b16';

/**
 * A history as a FHIR R4 Bundle of Observations, for health records.
 * [spec] https://hl7.org/fhir/R4/bundle.html and http.html, Content Types and encodings
 */
export function fhirFormat(self: string): HistoryFormat {
  // `total` is left out: it may be (cardinality 0..1), and counting would read everything twice.
  const link = [{ relation: 'self', url: self }];
  const head = JSON.stringify({ resourceType: 'Bundle', type: 'searchset', link }).slice(0, -1);
  return {
    contentType: 'application/fhir+json; charset=utf-8',
    fileName: 'readings.fhir.json',
    async *write(pages) {
      let before = `${head},"entry":[`;
      let isEmpty = true;
      for await (const page of pages) {
        if (page.length === 0) continue;
        yield before + page.map(encodeEntry).join(',');
        before = ',';
        isEmpty = false;
      }
      // [spec] json.html: an array is never empty, so that without entries there is no `entry`.
      yield isEmpty ? `${head}}` : ']}';
    },
  };
}

/** [spec] search.html, Server Conformance: the self link names the parameters that were heeded, and no others. */
export function selfLink(
  { publicOrigin, url }: RequestContext,
  { rfid, from, to, before }: Omit<HistoryQuery, 'limit'>,
): string {
  const heeded = new URLSearchParams();
  if (rfid !== undefined) heeded.set('rfid', rfid);
  if (from !== undefined) heeded.set('from', formatInstant(from));
  if (to !== undefined) heeded.set('to', formatInstant(to));
  if (before) heeded.set('before', formatCursor(before));
  const search = heeded.size > 0 ? `?${heeded.toString()}` : '';
  return `${publicOrigin}${url.pathname}${search}`;
}

/**
 * [spec] bundle.html, Bundle.entry.fullUrl: a URL that looks like a FHIR server's has to be one at which the resource can
 * be read, and this is no FHIR server; a urn:uuid promises nothing. It is made from the id, so that a reading has the same
 * one in every download, whatever the server's address, and a record system that takes both knows it again.
 */
function encodeEntry(reading: StoredReading): string {
  const fullUrl = `urn:uuid:${nameUuid(READING_NAMESPACE, reading.id)}`;
  return `{"fullUrl":"${fullUrl}","resource":${encodeObservation(reading)},"search":{"mode":"match"}}`;
}
