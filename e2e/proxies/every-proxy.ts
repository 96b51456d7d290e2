import { suite, test, type TestContext } from 'node:test';
import { findProxyProgram } from '../../scripts/proxies.ts';
import { PROXY_KINDS, type ProxyKind } from './proxy-kinds.ts';

/** Defines tests for each proxy, all at once: most of the time they wait. Those whose program is missing are skipped, and say so. */
export function behindEveryProxy(
  tests: Readonly<Record<string, (test: TestContext, kind: ProxyKind) => Promise<void>>>,
): void {
  suite('behind each proxy of docs/proxies', { concurrency: true }, () => {
    for (const kind of PROXY_KINDS) {
      const isMissing = findProxyProgram(kind.program) === undefined || findProxyProgram('openssl') === undefined;
      const options = { skip: isMissing && `${kind.program} or openssl is not installed` };
      for (const [title, work] of Object.entries(tests)) {
        test(`${kind.program}: ${title}`, options, (t) => work(t, kind));
      }
    }
  });
}
