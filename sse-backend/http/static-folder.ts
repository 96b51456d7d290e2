import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { StartError } from '../start-error.ts';

/** A content encoding of a text. */
type Encoding = 'br' | 'gzip';

/** A file as it is sent. */
export interface StaticFile {
  readonly bytes: Buffer;
  /** Empty for what doesn't get smaller. */
  readonly encoded: ReadonlyMap<Encoding, Promise<Buffer>>;
  readonly type: string;
  /** Names the content, whatever its encoding: a weak tag therefore, as a strong one stands for certain bytes. */
  readonly etag: string;
  readonly caching: string;
}

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

/**
 * At the highest quality brotli takes half a second for the whole app, beside the server's start; whoever asks earlier
 * waits for it. Browsers take it only over TLS and from this machine itself.
 */
const ENCODERS: readonly (readonly [Encoding, (bytes: Buffer) => Promise<Buffer>])[] = [
  ['br', promisify(brotliCompress)],
  ['gzip', promisify<Buffer, Buffer>(gzip)],
];

/** The files of a folder by their paths in a URL, decoded. @throws StartError when it can't be read or is too large */
export function readStaticFolder(folder: string): ReadonlyMap<string, StaticFile> {
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
      { cause },
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
    encoded: new Map(isText ? ENCODERS.map(([name, encode]) => [name, encode(bytes)]) : []),
    type,
    etag: `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    caching: HASHED_NAME.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}
