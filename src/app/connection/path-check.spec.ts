import { TestBed } from '@angular/core/testing';

import { FakeClocks } from '../clocks.fake';
import { FakeEventSource } from '../event-source.fake';
import { NOW, provideFakeBackend } from '../feed/backend.fake';
import { PathCheck, type PathProgress } from './path-check';

describe('PathCheck', () => {
  let clocks: FakeClocks;
  let told: PathProgress[];

  beforeEach(() => {
    clocks = new FakeClocks(NOW);
    FakeEventSource.reset();
    told = [];
    TestBed.configureTestingModule({ providers: provideFakeBackend() });
  });

  afterEach(() => clocks.restore());

  function check(): FakeEventSource {
    TestBed.inject(PathCheck)
      .check()
      .subscribe((progress) => told.push(progress));
    return FakeEventSource.newest;
  }

  const verdict = (): string | undefined => {
    const last = told.at(-1);
    return last?.kind === 'judged' ? last.judgement.verdict : undefined;
  };

  it('listens to the clock for six seconds and tells how far it is', () => {
    const source = check();
    expect(new URL(source.url).pathname).toBe('/stream');
    source.accept();
    for (let second = 0; second < 6; second += 1) {
      source.message('{"message":"Server Time: 9:15:00 AM"}');
      expect(told.at(-1)).toEqual({ kind: 'listening', received: second + 1 });
      jasmine.clock().tick(1_000);
    }
    expect(verdict()).toBe('flows');
    expect(source.readyState).toBe(2);
  });

  it('says so when what it hears comes in one go', () => {
    const source = check();
    jasmine.clock().tick(5_900);
    for (let second = 0; second < 6; second += 1) source.message('{}');
    jasmine.clock().tick(100);
    expect(verdict()).toBe('gathers');
  });

  it('does not wait for the end when it is refused or cut off', () => {
    check().refuse();
    expect(verdict()).toBe('refused');
    const source = check();
    source.lose();
    expect(verdict()).toBe('unreachable');
    expect(source.readyState).toBe(2);
  });

  it('lets go of the stream when nobody waits for the judgement any more', () => {
    const subscription = TestBed.inject(PathCheck).check().subscribe();
    subscription.unsubscribe();
    expect(FakeEventSource.newest.readyState).toBe(2);
  });
});
