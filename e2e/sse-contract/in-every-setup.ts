import { after, suite, type TestContext } from 'node:test';
import { openBrowsers } from '../browsers.ts';
import { type Setup, setupName, TESTED_SETUPS } from './setups.ts';
import { StreamHarness } from './stream-harness.ts';
import { TestService } from './test-service.ts';
import { TestedClient } from './tested-client.ts';

/** Starts a client; `parameters` are those of the protocol's `POST /`. */
export type StartClient = (test: TestContext, parameters?: Readonly<Record<string, unknown>>) => Promise<TestedClient>;

/** Defines tests of `SseService` for each browser and transport; `harness` serves the streams. */
export async function inEverySetup(
  define: (startClient: StartClient, setup: Setup, harness: StreamHarness) => void,
): Promise<void> {
  const browsers = await openBrowsers();
  const harness = await StreamHarness.start();
  after(() => harness.close());
  const services = await Promise.all(
    TESTED_SETUPS.map(async (setup) => {
      const browser = browsers.find((each) => each.browserType().name() === setup.browser);
      if (!browser) throw new Error(`There is no ${setup.browser}.`);
      const service = await TestService.start(browser, setup.transport);
      after(() => service.close());
      return { setup, serviceUrl: service.url };
    }),
  );
  suite('in every browser with every transport', { concurrency: TESTED_SETUPS.length }, () => {
    for (const { setup, serviceUrl } of services) {
      suite(setupName(setup), { concurrency: 1 }, () =>
        define((test, parameters) => TestedClient.start(test, { harness, serviceUrl }, parameters), setup, harness),
      );
    }
  });
}
