/** Where a command is run. */
export interface CommandContext {
  readonly environment: NodeJS.ProcessEnv;
  /** Where server.ts stands. */
  readonly serverFolder: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What a command says. */
export interface CommandOutput {
  /** For standard output, its line ends included. */
  readonly text: string;
  /** For standard error: what somebody should know who reads it, and a program need not. */
  readonly hint?: string;
}

/** What the server's program does instead of serving, beside a running server or without one. */
export interface Command {
  /** The words that ask for it: `token add`. */
  readonly words: readonly string[];
  /** What comes behind the words. */
  readonly usage: string;
  readonly meaning: string;
  /** Does it. `args` is what stood behind the words. @throws StartError for what is impossible */
  run(args: readonly string[], context: CommandContext): CommandOutput | Promise<CommandOutput>;
}
