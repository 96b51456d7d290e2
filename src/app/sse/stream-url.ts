/** The absolute URL of a stream that goes on after an event. A new EventSource sends no Last-Event-ID, so it stands in the query. */
export function streamUrl(url: string, base: string, lastEventId: string): string {
  const absolute = new URL(url, base);
  if (lastEventId !== '') absolute.searchParams.set('lastEventId', lastEventId);
  return absolute.href;
}
