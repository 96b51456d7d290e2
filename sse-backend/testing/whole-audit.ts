import type { AuditQuery } from '../access/audit-table.ts';

/** Asks for all that a test could have put into the audit. */
export const WHOLE_AUDIT: AuditQuery = {
  who: undefined,
  action: undefined,
  from: undefined,
  to: undefined,
  limit: 10,
  before: undefined,
};
