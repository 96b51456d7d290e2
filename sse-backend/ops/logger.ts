/** Least important first; `silent` is for those who want none. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
/** How important an entry has to be to be written. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Facts beside a message. Never tokens, cookies or whole readings: an event's id says enough. */
type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * The secret part of a token, a JWT or a session's cookie. Nobody writes one on purpose; but clients put them where they don't
 * belong, into a path above all, and whoever reads logs must not be able to use them.
 */
const SECRETS = /(?<=vw_[a-z2-7]{8}_)[\w-]+|(?<=eyJ)[\w-]+(?:\.[\w-]*){1,2}/g;

/** Writes one JSON line an entry, for whatever collects standard error. */
export class Logger {
  readonly #threshold: number;
  readonly #write: (line: string) => void;

  constructor(level: LogLevel, write: (line: string) => void = (line) => process.stderr.write(line)) {
    this.#threshold = LOG_LEVELS.indexOf(level);
    this.#write = write;
  }

  debug(message: string, facts: Facts = {}): void {
    this.#log('debug', message, facts);
  }

  info(message: string, facts: Facts = {}): void {
    this.#log('info', message, facts);
  }

  warn(message: string, facts: Facts = {}): void {
    this.#log('warn', message, facts);
  }

  error(message: string, facts: Facts = {}): void {
    this.#log('error', message, facts);
  }

  #log(level: LogLevel, message: string, facts: Facts): void {
    if (LOG_LEVELS.indexOf(level) < this.#threshold) return;
    const line = JSON.stringify({ time: new Date().toISOString(), level, message, ...facts });
    this.#write(`${line.replaceAll(SECRETS, '…')}\n`);
  }
}
