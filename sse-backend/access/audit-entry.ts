/** Something that somebody changed. */
export interface AuditEntry {
  /** The principal's name. */
  readonly who: string;
  readonly action: AuditAction;
  /** What it was done to: a token's name, an alarm, a file, an import; how many readings. */
  readonly subject: string;
  /** The address it came from; `command line` for the server's own subcommands. */
  readonly from: string;
}

/** What is kept in the audit. */
export const AUDIT_ACTIONS = [
  'acknowledge',
  'backup',
  'cancel-import',
  'clock-confirm',
  'import',
  'restore',
  'sign-in',
  'sign-out',
  'store-readings',
  'token-add',
  'token-revoke',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Where entries are recorded. */
export interface AuditSink {
  /** Resolves when the entry is on disk. @throws AppError `no-room` or `storage-unavailable` */
  record(entry: AuditEntry): Promise<void>;
}
