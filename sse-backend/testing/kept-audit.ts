import type { AuditEntry, AuditSink } from '../access/audit-entry.ts';

/** An audit that a test can read. */
export class KeptAudit implements AuditSink {
  readonly entries: AuditEntry[] = [];

  record(entry: AuditEntry): void {
    this.entries.push(entry);
  }
}
