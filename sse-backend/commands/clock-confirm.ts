import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { ClockMarks } from '../clock/clock-marks.ts';
import { advanceClock, confirmClock } from '../clock/clock-rules.ts';
import { openSteadyClock } from '../clock/steady-clock.ts';
import { formatInstant } from '../contract/instant.ts';
import { accessFileIn, logFileIn } from '../config/data-folder.ts';
import { readFlags } from '../config/flags.ts';
import { opening } from '../sqlite/opening.ts';
import { inTransaction } from '../sqlite/transaction.ts';
import { StartError } from '../start-error.ts';
import { DATA_FLAG, dataFolderOf, withAccessFile } from './access-file.ts';
import type { Command, CommandContext, CommandOutput } from './command.ts';

/** Time that a running server may hold the file for a commit. */
const PATIENCE_MS = 5000;

/** `clock confirm`: has the log trust the wall clock as it is. */
export const CLOCK_CONFIRM: Command = {
  words: ['clock', 'confirm'],
  usage: '',
  meaning:
    "says that the machine's clock is right, when the server doubts it: the time that it was off counts for --retain",
  run: confirm,
};

function confirm(args: readonly string[], context: CommandContext): CommandOutput {
  const folder = dataFolderOf(readFlags(DATA_FLAG, args).get('data'), context);
  const file = logFileIn(folder, false);
  if (!existsSync(file)) throw new StartError(`There is no log at ${file}; give the server's --data.`);
  const nowMs = context.now();
  const offByMs = opening(file, 'a log', () => confirmIn(file, nowMs));
  if (offByMs === undefined) {
    throw new StartError(`The clock, at ${formatInstant(nowMs)}, is not in doubt; there is nothing to confirm.`);
  }
  const seconds = Math.round(offByMs / 1000);
  withAccessFile(accessFileIn(folder), context, ({ record }) => record('clock-confirm', `${seconds} s`));
  const effect =
    seconds > 0 ? `${seconds} s count as passed, and what is older than --retain is removed` : 'it is trusted again';
  return { text: `The clock, at ${formatInstant(nowMs)}, is confirmed: ${effect}.\n` };
}

/** Gives by how much the clock was off; `undefined` when it is not in doubt. */
function confirmIn(file: string, wallMs: number): number | undefined {
  const database = new DatabaseSync(file, { timeout: PATIENCE_MS });
  try {
    database.exec('PRAGMA synchronous = FULL');
    return inTransaction(database, () => {
      // Whatever --retain is, the command removes nothing and trusts nothing by itself.
      const marks = new ClockMarks(database, Infinity);
      const newest = marks.newest();
      if (!newest) return undefined;
      const state = advanceClock(newest, { wallMs, ...openSteadyClock()() }, Infinity);
      if (!state.doubt) return undefined;
      marks.write(confirmClock(state), newest.position);
      return state.doubt.offByMs;
    });
  } finally {
    database.close();
  }
}
