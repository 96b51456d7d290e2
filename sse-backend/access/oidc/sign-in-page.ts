import type { ServerResponse } from 'node:http';

/** Says in one sentence why a sign-in came to nothing, and offers a way on: this is what somebody in front of a browser sees. */
export function sendSignInPage(response: ServerResponse, status: number, sentence: string): void {
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Sign-in · Vitalwire</title>
<h1>You are not signed in</h1>
<p>${escaped(sentence)}</p>
<p><a href="/sign-in/oidc?prompt=login">Sign in again</a> · <a href="/">Back to Vitalwire</a></p>
</html>
`;
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
  });
  response.end(body);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
