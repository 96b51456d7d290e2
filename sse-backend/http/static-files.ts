import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { AppError } from '../app-error.ts';
import { StartError } from '../start-error.ts';
import type { Exchange, Handler } from './exchange.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** An app is a few megabytes; more means that --static names the wrong folder, which should not all be read into memory. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Names with a hash of their content in them, as the app's build makes them, never change. */
const HASHED_NAME = /-[A-Z0-9]{8}\.\w+$/;

const PAGE_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; " +
  "form-action 'self'; frame-ancestors 'none'";

/**
 * The encodings of a text, best first: browsers take brotli only over TLS and from this machine itself. At the highest
 * quality it takes half a second for the whole app, beside the server's start; whoever asks earlier waits for it.
 */
const ENCODERS = [
  { name: 'br', encode: promisify(brotliCompress) },
  { name: 'gzip', encode: promisify<Buffer, Buffer>(gzip) },
] as const;

interface Encoded {
  readonly name: string;
  readonly bytes: Promise<Buffer>;
}

interface StaticFile {
  readonly bytes: Buffer;
  /** Best first; empty for what doesn't get smaller. */
  readonly encoded: readonly Encoded[];
  readonly type: string;
  readonly etag: string;
  readonly caching: string;
}

/**
 * Serves the files of a folder, read once, at the start: no path of a request ever reaches the file system. A GET for HTML
 * of any other path outside `reserved` gets `index.html`, in which the app finds its own way; the rest goes on to `otherwise`.
 * @throws StartError when the folder can't be read, has no index.html or is too large
 */
export function staticFiles(folder: string, reserved: readonly string[], otherwise: Handler): Handler {
  const files = readFolder(folder);
  const index = files.get('/index.html');
  if (!index) {
    throw new StartError(
      `--static ${folder} has no index.html; build the app first (npm run serve does) or name its folder.`,
    );
  }
  return (exchange) => {
    const { request, url } = exchange;
    const file = files.get(url.pathname === '/' ? '/index.html' : decodePath(url.pathname));
    const isReserved = reserved.some((path) => url.pathname === path || url.pathname.startsWith(`${path}/`));
    const wantsPage = !isReserved && (request.headers.accept ?? '').includes('text/html');
    const found = file ?? (wantsPage ? index : undefined);
    if (!found) return otherwise(exchange);
    if (request.method !== 'GET' && request.method !== 'HEAD') throw notAFileMethod(exchange);
    return send(exchange, found);
  };
}

/** The path as the file system spells it; one that is no UTF-8 names no file of ours anyway. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function send({ request, response }: Exchange, file: StaticFile): Promise<void> {
  response
    .setHeader('ETag', file.etag)
    .setHeader('Cache-Control', file.caching)
    .appendHeader('Vary', 'Accept-Encoding');
  response.setHeader('Content-Security-Policy', PAGE_POLICY);
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304).end();
    return;
  }
  const accepted = request.headers['accept-encoding'] ?? '';
  const encoded = file.encoded.find(({ name }) => new RegExp(`\\b${name}\\b`).test(accepted));
  if (encoded) response.setHeader('Content-Encoding', encoded.name);
  const body = encoded ? await encoded.bytes : file.bytes;
  response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': body.length }).end(body);
}

function notAFileMethod({ request, response }: Exchange): AppError {
  response.setHeader('Allow', 'GET, HEAD');
  return new AppError('method-not-allowed', `${request.method ?? ''} is not possible for a file: use GET.`);
}

function readFolder(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  let size = 0;
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      size += statSync(path).size;
      if (size > MOST_BYTES)
        throw new StartError(`--static ${folder} holds more than 64 MiB: is that the app's folder?`);
      files.set(`/${relative(folder, path).split(sep).join('/')}`, readOne(path));
    }
  } catch (cause) {
    if (cause instanceof StartError) throw cause;
    throw new StartError(
      `--static ${folder} can't be read (${String(cause)}); build the app first (npm run serve does).`,
      {
        cause,
      },
    );
  }
  return files;
}

function readOne(path: string): StaticFile {
  const bytes = readFileSync(path);
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  const isText = /^text|json|svg/.test(type);
  return {
    bytes,
    encoded: isText ? ENCODERS.map(({ name, encode }) => ({ name, bytes: encode(bytes) })) : [],
    type,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    caching: HASHED_NAME.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}
