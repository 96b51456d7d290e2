/** The page of all alarms that nobody has acknowledged. */
export const UNACKNOWLEDGED_HREF = '/alarms?state=unacknowledged&period=any';

/** A person's page. */
export function personHref(rfid: string): string {
  return `/people/${encodeURIComponent(rfid)}`;
}
