import { AppError } from '../app-error.ts';
import { StartError } from '../start-error.ts';
import { namesType, preferredEncoding } from './accept.ts';
import type { RequestContext, Handler } from './request-context.ts';
import { readStaticFolder, type StaticFile } from './static-folder.ts';

const PAGE_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; " +
  "form-action 'self'; frame-ancestors 'none'";

/**
 * Serves the files of a folder, read once, at the start: no path of a request ever reaches the file system. A GET for HTML
 * of any other path outside `reserved` gets `index.html`, in which the app finds its own way; the rest goes on to `otherwise`.
 * @throws StartError when the folder can't be read, has no index.html or is too large
 */
export function staticFiles(folder: string, reserved: readonly string[], otherwise: Handler): Handler {
  const files = readStaticFolder(folder);
  const index = files.get('/index.html');
  if (!index) {
    throw new StartError(
      `--static ${folder} has no index.html; build the app first (npm run serve does) or name its folder.`,
    );
  }
  return (context) => {
    const { request, url } = context;
    const file = files.get(url.pathname === '/' ? '/index.html' : decodePath(url.pathname));
    const isReserved = reserved.some((path) => url.pathname === path || url.pathname.startsWith(`${path}/`));
    const wantsPage = !isReserved && namesType(request.headers.accept, 'text/html');
    const found = file ?? (wantsPage ? index : undefined);
    if (!found) return otherwise(context);
    if (request.method !== 'GET' && request.method !== 'HEAD') throw notAFileMethod(context);
    return send(context, found);
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

async function send({ request, response }: RequestContext, file: StaticFile): Promise<void> {
  response.appendHeader('Vary', 'Accept-Encoding');
  const headers = { ETag: file.etag, 'Cache-Control': file.caching, 'Content-Security-Policy': PAGE_POLICY };
  if (isKnown(file, request.headers['if-none-match'])) {
    response.writeHead(304, headers).end();
    return;
  }
  const encoding = preferredEncoding(request.headers['accept-encoding'], [...file.encoded.keys()]);
  if (encoding) response.setHeader('Content-Encoding', encoding);
  const body = (encoding && (await file.encoded.get(encoding))) ?? file.bytes;
  response.writeHead(200, { ...headers, 'Content-Type': file.type, 'Content-Length': body.length }).end(body);
}

/** [spec] RFC 9110 section 13.1.2: a list of tags, or a star for whatever there is; "W/" makes no difference. */
function isKnown({ etag }: StaticFile, ifNoneMatch = ''): boolean {
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim());
  return tags.some((tag) => tag === '*' || tag === etag || `W/${tag}` === etag);
}

function notAFileMethod({ request, response }: RequestContext): AppError {
  response.setHeader('Allow', 'GET, HEAD');
  return new AppError('method-not-allowed', `${request.method ?? ''} is not possible for a file: use GET.`);
}
