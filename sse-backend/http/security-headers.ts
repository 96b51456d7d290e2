import type { ServerResponse } from 'node:http';

/**
 * What every answer says about itself, so that no browser takes it for something else. Pages have a Content-Security-Policy of
 * their own; in whatever else a browser might be made to show, nothing runs. Strict-Transport-Security is left to whoever has
 * the certificate: it holds for all that is served under the name, on all its ports.
 */
export function setSecurityHeaders(response: ServerResponse): void {
  response
    .setHeader('X-Content-Type-Options', 'nosniff')
    .setHeader('Referrer-Policy', 'no-referrer')
    .setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
    // [spec] Fetch, 3.7: no other site may show it as an image or run it as a script; CORS is not touched by it.
    .setHeader('Cross-Origin-Resource-Policy', 'same-origin')
    // Browsers older than frame-ancestors.
    .setHeader('X-Frame-Options', 'DENY');
}
