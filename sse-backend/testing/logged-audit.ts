import type { EventLog } from '../log/event-log.ts';
import type { AuditEntry } from '../access/audit-entry.ts';

/** The entries for the audit that wait in a log; stored readings of the last minute included. */
export async function auditIn(log: Pick<EventLog, 'handOverAudit'>): Promise<AuditEntry[]> {
  const entries = await log.handOverAudit([], 'all');
  return entries.map(({ who, action, subject, from }) => ({ who, action, subject, from }));
}
