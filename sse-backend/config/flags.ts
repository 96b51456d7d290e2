import { parseArgs } from 'node:util';
import { StartError } from '../start-error.ts';

/** A flag of the command line. */
export interface Flag {
  /** What stands for its value in the help; a switch has none. */
  readonly takes?: string;
  readonly default: string;
  readonly meaning: string;
}

type Flags = Readonly<Record<string, Flag>>;

/**
 * The values of the flags that were given; a switch's is `on`.
 * @throws StartError for an unknown flag, one without its value, and whatever isn't a flag
 */
export function readFlags<F extends Flags>(flags: F, args: readonly string[]): ReadonlyMap<keyof F, readonly string[]> {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { takes }]) => [
      name,
      { type: takes === undefined ? 'boolean' : 'string', multiple: true } as const,
    ]),
  );
  const given = new Map<string, readonly string[]>();
  for (const [name, values] of Object.entries(parse(args, options))) {
    const texts = values.map((value) => (value === true ? 'on' : String(value)));
    if (texts.includes('')) throw new StartError(`--${name} "" is impossible: it takes a value; see --help.`);
    given.set(name, texts);
  }
  return given;
}

/** A line of help a flag. */
export function flagRows(flags: Flags): string {
  return Object.entries(flags)
    .map(([name, flag]) => {
      const usage = `--${name}${flag.takes === undefined ? '' : ` ${flag.takes}`}`;
      return `  ${usage.padEnd(31)} ${flag.meaning} (${flag.default})\n`;
    })
    .join('');
}

function parse(
  args: readonly string[],
  options: Record<string, { readonly type: 'boolean' | 'string'; readonly multiple: true }>,
): Readonly<Record<string, readonly (string | boolean)[]>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values as Record<
      string,
      (string | boolean)[]
    >;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split(/[.\n]/)[0] : String(cause);
    throw new StartError(`${why ?? 'Bad flags'}; see --help.`, { cause });
  }
}
