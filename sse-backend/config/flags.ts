import { parseArgs } from 'node:util';
import { StartError } from '../start-error.ts';

/** A flag of the command line. */
export interface Flag {
  /** Placeholder for its value in the help; a switch has none. */
  readonly takes?: string;
  readonly default: string;
  readonly meaning: string;
}

type Flags = Readonly<Record<string, Flag>>;

/**
 * Returns the values of the given flags, in order; a switch's is `on`.
 * @throws StartError for an unknown flag, a missing or unwanted value, and an argument that isn't a flag
 */
export function readFlags<F extends Flags>(flags: F, args: readonly string[]): ReadonlyMap<keyof F, readonly string[]> {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { takes }]) => [
      name,
      { type: takes === undefined ? 'boolean' : 'string' } as const,
    ]),
  );
  const given = new Map<string, string[]>();
  // Strict parsing has errors of its own, which don't say what is expected.
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') throw new StartError(`Unexpected argument "${token.value}"; flags begin with --.`);
    const flag = token.rawName.startsWith('--') ? flags[token.name] : undefined;
    if (!flag) throw new StartError(`Unknown flag ${token.rawName}; --help lists the flags.`);
    given.set(token.name, [...(given.get(token.name) ?? []), valueOf(token.name, flag, token)]);
  }
  return given;
}

/** Returns a line of help for each flag. */
export function flagRows(flags: Flags): string {
  return Object.entries(flags)
    .map(([name, flag]) => {
      const usage = `--${name}${flag.takes === undefined ? '' : ` ${flag.takes}`}`;
      return `  ${usage.padEnd(31)} ${flag.meaning} (${flag.default})\n`;
    })
    .join('');
}

function valueOf(
  name: string,
  { takes }: Flag,
  { value, inlineValue }: { readonly value: string | undefined; readonly inlineValue: boolean | undefined },
): string {
  if (takes === undefined) {
    if (value === undefined) return 'on';
    throw new StartError(`Invalid value "${value}" for --${name}: it takes no value.`);
  }
  if (value === undefined || value === '') throw new StartError(`No value for --${name}; write --${name} ${takes}.`);
  if (!value.startsWith('-') || inlineValue === true) return value;
  throw new StartError(
    `No value for --${name}, as "${value}" looks like a flag; write --${name} ${takes}, or --${name}=${value} if it is the value.`,
  );
}
