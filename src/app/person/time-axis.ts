const time = new Intl.DateTimeFormat(navigator.language, { timeStyle: 'short', hourCycle: 'h23' });
const timeWithSeconds = new Intl.DateTimeFormat(navigator.language, { timeStyle: 'medium', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(navigator.language, { day: 'numeric', month: 'short' });

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What stands at the ticks of a time axis, `stepMs` apart: times of a 24-hour clock, with the day below where a new one begins. */
export function labelTimes(ticks: readonly number[], stepMs: number): string[] {
  if (stepMs >= DAY_MS) return ticks.map((tick) => day.format(tick));
  const clock = stepMs < MINUTE_MS ? timeWithSeconds : time;
  return ticks.map((tick, index) => {
    const before = ticks[index - 1];
    const isNewDay = before === undefined || day.format(before) !== day.format(tick);
    return isNewDay ? `${clock.format(tick)}\n${day.format(tick)}` : clock.format(tick);
  });
}
