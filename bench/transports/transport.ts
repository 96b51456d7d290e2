/** The ways in which readings come to a page. */
export const TRANSPORTS = {
  sse: 'SSE',
  websocket: 'WebSocket',
  'long-polling': 'long polling',
  polling: 'polling (1 s)',
} as const;

/** One of them, as the page is told. */
export type Transport = keyof typeof TRANSPORTS;

/** What the server is told by its parent, and answers with {@link Told}. */
export type Asked = { readonly publish: number } | 'stop';

/** What the server has used and sent so far. */
export interface Told {
  readonly port: number;
  readonly cpuMicroseconds: number;
  readonly sent: number;
  readonly requests: number;
}
