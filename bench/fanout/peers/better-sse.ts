// better-sse: a channel that broadcasts, and a history of our own for those who come back, as the library leaves that to us.
import { createChannel, createSession } from 'better-sse';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { announce } from './announce.ts';
import { History } from './history.ts';

const channel = createChannel();
const history = new History();

const server = createServer((request, response) => {
  const answered = request.method === 'GET' ? open(request, response) : take(request, response);
  answered.catch(() => response.destroy());
});
announce(server.listen(0, '127.0.0.1'));

async function open(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const session = await createSession(request, response);
  const missed = history.after(session.lastId);
  if (missed.length > 0) {
    await session.batch((buffer) => {
      for (const { id, data } of missed) buffer.push(data, 'message', id);
    });
  }
  channel.register(session);
}

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { id, data } = history.add(JSON.parse(await text(request)));
  channel.broadcast(data, 'message', { eventId: id });
  response.writeHead(201).end();
}
