import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nextEpisode, statusAlone, type Episode, type Rules } from './status.ts';

const RULES: Rules = { fever: { on: 38, off: 37.8 }, hypothermia: { on: 35, off: 35.2 }, alarmHoldMs: 0 };

function follow(temperatures: readonly number[], rules = RULES): Episode[] {
  let before: Episode | undefined;
  return temperatures.map((celsius, index) => {
    before = nextEpisode(before, { celsius, takenAtMs: index * 1000, id: `id-${index}` }, rules);
    return before;
  });
}

test('a state is entered on reaching ON and left beyond OFF', () => {
  const statuses = (...temperatures: number[]) => follow(temperatures).map(({ status }) => status);
  assert.deepEqual(statuses(37.9, 38, 37.8, 37.79), ['normal', 'fever', 'fever', 'normal']);
  assert.deepEqual(statuses(35.1, 35, 35.2, 35.21), ['normal', 'hypothermia', 'hypothermia', 'normal']);
});

test('a fall from fever to hypothermia ends one alarm and raises another', () => {
  assert.deepEqual(
    follow([39, 34]).map(({ status, alarm }) => [status, alarm]),
    [
      ['fever', 'id-0'],
      ['hypothermia', 'id-1'],
    ],
  );
});

test('with a hold, the alarm is raised by the reading that finds the state lasting so long, and starts anew after a break', () => {
  const alarms = follow([39, 39, 39, 36, 39, 39, 39], { ...RULES, alarmHoldMs: 2000 }).map(({ alarm }) => alarm);
  assert.deepEqual(alarms, [undefined, undefined, 'id-2', undefined, undefined, undefined, 'id-6']);
});

test('whatever the temperatures, there is an alarm exactly while the state is not normal, and one id per episode', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 25, max: 45, noNaN: true }), { maxLength: 50 }), (temperatures) => {
      const episodes = follow(temperatures);
      episodes.forEach(({ status, alarm, since }, index) => {
        const before = episodes[index - 1];
        assert.equal(alarm === undefined, status === 'normal');
        if (before?.status === status) assert.deepEqual([alarm, since], [before.alarm, before.since]);
        else if (status !== 'normal') assert.equal(alarm, `id-${index}`);
      });
    }),
  );
});

test('alone, a temperature is judged by the ON thresholds', () => {
  assert.deepEqual(
    [37.9, 38, 35, 35.1].map((celsius) => statusAlone(celsius, RULES)),
    ['normal', 'fever', 'hypothermia', 'normal'],
  );
});
