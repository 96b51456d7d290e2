import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as requestByTls, type RequestOptions } from 'node:https';
import { buffer } from 'node:stream/consumers';

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** For a server of https: what certificate it has, where its name leads. */
  readonly tls?: RequestOptions;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

/** One request with all its headers as the test says, `Host` and `Origin` too, which `fetch` keeps to itself. */
export async function ask(url: string, { method = 'GET', headers = {}, body, tls }: Question = {}): Promise<Answer> {
  const options = { method, headers, agent: false } as const;
  const outgoing = (tls ? requestByTls(url, { ...tls, ...options }) : request(url, options)).end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const bytes = await buffer(response);
  return { status: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString('utf8') };
}

/** Status and problem code of an answer. */
export function refusal({ status, headers, text }: Answer): readonly [number, string] {
  const isProblem = headers['content-type'] === 'application/problem+json';
  return [status, isProblem ? (JSON.parse(text) as { readonly code: string }).code : `no problem: ${text}`];
}
