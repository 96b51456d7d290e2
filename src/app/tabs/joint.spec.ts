import fc from 'fast-check';

import { Joint, type JointMessage } from './joint';
import type { StreamNews, StreamWord } from './tab-word';

describe('Joint', () => {
  const live = { name: 'live' } as const;

  function word(before: number, after: number): StreamWord {
    const sequences = Array.from({ length: after - before }, (_, index) => before + 1 + index);
    const events = sequences.map((sequence) => ({ type: 'message', id: `k3f9-${sequence}`, data: '' }));
    const news: StreamNews = { kind: 'events', events };
    return { before: `k3f9-${before}`, after: `k3f9-${after}`, state: live, ...(events.length > 0 && { news }) };
  }

  function gap(before: string, resumesAt: string): StreamWord {
    const fields = { requested: before, reason: 'trimmed', oldestKept: resumesAt, resumesAt };
    return { before, after: resumesAt, state: live, news: { kind: 'gap', gap: fields } };
  }

  const describeAll = (messages: readonly JointMessage[]): string[] =>
    messages.flatMap((message) => (message.kind === 'events' ? message.events.map(({ id }) => id) : message.kind));

  function following(place: string): Joint {
    const joint = new Joint();
    joint.follow(place);
    return joint;
  }

  it('lets through what is new of a word that begins before its place', () => {
    const joint = following('k3f9-10');
    expect(describeAll(joint.take(word(8, 12)))).toEqual(['k3f9-11', 'k3f9-12']);
    expect(describeAll(joint.take(word(8, 12)))).toEqual([]);
    expect(joint.place).toBe('k3f9-12');
  });

  it('lets through what the server says beside the events', () => {
    const news: StreamNews = { kind: 'notice', notice: { type: 'session-expired', data: '{}' } };
    const said: StreamWord = { before: 'k3f9-10', after: 'k3f9-10', state: live, news };
    expect(describeAll(following('k3f9-10').take(said))).toEqual(['notice']);
  });

  it('says that events are missing when a word begins after its place, once, and then nothing before it has another', () => {
    const joint = following('k3f9-10');
    expect(describeAll(joint.take(word(11, 12)))).toEqual(['missed']);
    expect(describeAll(joint.take(word(10, 12)))).toEqual([]);
    expect(joint.place).toBeUndefined();
    joint.keep();
    expect(describeAll(joint.follow('k3f9-12'))).toEqual([]);
    expect(describeAll(joint.take(word(12, 13)))).toEqual(['k3f9-13']);
  });

  it('says so, too, when the stream is one of another log', () => {
    expect(describeAll(following('other-10').take(word(1, 2)))).toEqual(['missed']);
  });

  it('says so when more came during a snapshot than it keeps', () => {
    const joint = new Joint();
    joint.take(word(10, 20));
    joint.take(word(20, 20_020));
    joint.take(word(20_020, 20_030));
    expect(describeAll(joint.follow('k3f9-10'))).toEqual(['missed']);
  });

  it('passes on a gap and goes on after it, also when the log has gone back', () => {
    const joint = following('k3f9-10');
    expect(describeAll(joint.take(gap('k3f9-10', 'k3f9-90')))).toEqual(['gap']);
    expect(describeAll(joint.take(word(90, 91)))).toEqual(['k3f9-91']);
    expect(describeAll(joint.take(gap('k3f9-91', 'k3f9-4')))).toEqual(['gap']);
    expect(describeAll(joint.take(word(4, 5)))).toEqual(['k3f9-5']);
    expect(describeAll(joint.take(gap('k3f9-5', 'new-7')))).toEqual(['gap']);
    expect(joint.place).toBe('new-7');
  });

  it('keeps to itself a gap that ends before its own place', () => {
    const joint = following('k3f9-100');
    expect(describeAll(joint.take(gap('k3f9-10', 'k3f9-90')))).toEqual([]);
    expect(describeAll(joint.take(word(90, 101)))).toEqual(['k3f9-101']);
    const newcomer = following('new-8');
    expect(describeAll(newcomer.take(gap('k3f9-10', 'new-7')))).toEqual([]);
    expect(newcomer.place).toBe('new-8');
  });

  it('lets through each event once and in order, or says that some are missing, whoever says what and when', () => {
    const range = fc.tuple(fc.nat(60), fc.nat(8)).map(([before, length]) => word(before, before + length));
    const step = fc.oneof(range, fc.constant('keep' as const), fc.nat(60));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const joint = new Joint();
        let place: number | undefined;
        for (const next of steps) {
          if (next === 'keep') {
            joint.keep();
            place = undefined;
            continue;
          }
          const isPlace = typeof next === 'number';
          if (isPlace) place = next;
          for (const told of describeAll(isPlace ? joint.follow(`k3f9-${next}`) : joint.take(next))) {
            if (place === undefined) throw new Error(`${told} without a place`);
            place = told === 'missed' ? undefined : place + 1;
            if (place !== undefined && told !== `k3f9-${place}`) throw new Error(`${told} instead of ${place}`);
          }
        }
        if (place !== undefined && joint.place !== `k3f9-${place}`) throw new Error(`at ${joint.place}, not ${place}`);
      }),
      { numRuns: 500 },
    );
    expect().nothing();
  });
});
