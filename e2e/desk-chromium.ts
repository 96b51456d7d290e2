import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { chromium, type BrowserContext } from 'playwright-core';
import { CHROMIUM_ARGS, program } from './browsers.ts';
import { NAME_OF_LOOPBACK } from './plain-http.ts';
import { putProbeInto } from './probed-page.ts';

/**
 * Chromium as it stands on a desk: of its tabs only the one in front is visible, and it has a back/forward cache. In the
 * browsers that Playwright starts every page believes to be visible and focused, and none is kept for coming back.
 */
export async function deskChromium(test: TestContext): Promise<BrowserContext> {
  const profile = mkdtempSync(join(tmpdir(), 'vitalwire-chromium-'));
  const args = [
    '--headless',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    '--window-size=1280,800',
    `--host-resolver-rules=MAP ${NAME_OF_LOOPBACK} 127.0.0.1`,
  ];
  const child = spawn(program('CHROME_BIN', '/usr/bin/chromium'), [...args, ...CHROMIUM_ARGS, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close');
  test.after(async () => {
    child.kill();
    await ended;
    // Its helpers end a moment later and may still be writing.
    rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
  });
  const browser = await chromium.connectOverCDP(await endpointOf(child.stderr), { noDefaults: true });
  const [context] = browser.contexts();
  if (!context) throw new Error('Chromium has no window');
  await putProbeInto(context);
  return context;
}

async function endpointOf(output: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of output) {
    text += String(chunk);
    const [, endpoint] = /^DevTools listening on (\S+)$/m.exec(text) ?? [];
    if (endpoint) {
      // Nobody reads the rest, and a full pipe would stop it.
      output.resume();
      return endpoint;
    }
  }
  throw new Error(`Chromium ended without an endpoint: ${text}`);
}
