import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import type { TestContext } from 'node:test';

const MODULES = join(import.meta.dirname, '..', 'node_modules');

/** Serves one page, and the packages that it imports, on an origin of its own, as long as the test lasts. Gives its address. */
export async function serveForeignPage(test: TestContext, port: number, html: string): Promise<string> {
  const server = createServer(({ url = '/' }, response) => {
    if (url.startsWith('/modules/')) {
      const path = join(MODULES, url.slice('/modules/'.length));
      response.setHeader('Content-Type', 'text/javascript');
      // Published for bundlers, which find "./parse" by themselves.
      response.end(readFileSync(extname(path) === '' ? `${path}.js` : path));
    } else {
      response.setHeader('Content-Type', 'text/html').end(html);
    }
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${port}`;
}
