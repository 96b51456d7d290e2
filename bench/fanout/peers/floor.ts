// The floor: what the kernel and Node ask for anyway. Bare sockets, one Buffer written to all, no HTTP but what it takes.
import { createServer, type Socket } from 'node:net';
import { announce } from './announce.ts';

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n';
const CREATED = 'HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n';
const END_OF_HEAD = '\r\n\r\n';

const clients = new Set<Socket>();
let id = 0;

const server = createServer({ noDelay: true }, (socket) => {
  let pending = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    pending = takeRequests(socket, pending + text);
  });
  socket.on('error', () => socket.destroy()).on('close', () => clients.delete(socket));
});
announce(server.listen(0, '127.0.0.1'));

/** Takes the complete requests and gives what is left. */
function takeRequests(socket: Socket, text: string): string {
  let start = 0;
  for (;;) {
    const end = text.indexOf(END_OF_HEAD, start);
    if (end < 0) return text.slice(start);
    const body = end + END_OF_HEAD.length;
    const size = bodySize(text.slice(start, end));
    if (size === undefined) {
      socket.write(HEAD);
      clients.add(socket);
      return '';
    }
    const length = charactersOf(text, body, size);
    if (length === undefined) return text.slice(start);
    publish(text.slice(body, body + length));
    socket.write(CREATED);
    start = body + length;
  }
}

/** Of a POST; a GET has none. */
function bodySize(head: string): number | undefined {
  const [, size] = /\r\nContent-Length: (\d+)/.exec(head) ?? [];
  return size === undefined ? undefined : Number(size);
}

/** How many characters a body of so many bytes has; `undefined` while it isn't whole. */
function charactersOf(text: string, from: number, bytes: number): number | undefined {
  const guess = text.slice(from, from + bytes);
  const surplus = Buffer.byteLength(guess) - bytes;
  if (surplus < 0) return undefined;
  return surplus === 0 ? guess.length : Buffer.from(guess).toString('utf8', 0, bytes).length;
}

function publish(data: string): void {
  const frame = Buffer.from(`id: ${++id}\nevent: message\ndata: ${data}\n\n`);
  for (const socket of clients) socket.write(frame);
}
