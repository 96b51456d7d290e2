/** The ways in which readings come to a page. */
export const TRANSPORTS = {
  sse: 'Server-Sent Events',
  websocket: 'WebSocket (ws)',
  'long-polling': 'long polling',
  polling: 'polling every second',
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
