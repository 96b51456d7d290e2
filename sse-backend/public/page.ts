import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Handler } from '../http/request-context.ts';

/** `GET /` of a backend on its own: a page without a build that shows readings as they come. */
export function pageHandler(): Handler {
  const page = readFileSync(new URL('index.html', import.meta.url));
  const policy = `default-src 'none'; connect-src 'self'; script-src ${hashes(page, 'script')}; style-src ${hashes(page, 'style')}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return ({ response }) => {
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Length': page.length,
      'Content-Security-Policy': policy,
      'Cache-Control': 'no-cache',
    });
    response.end(page);
  };
}

/** [spec] CSP 3, 8.3: only what stands in our file may run, whatever a reading carries. */
function hashes(page: Buffer, element: 'script' | 'style'): string {
  const inline = [...page.toString('utf8').matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gs'))];
  return inline.map(([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`).join(' ');
}
