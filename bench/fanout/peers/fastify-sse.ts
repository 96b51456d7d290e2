// Fastify with its own plugin, which waits for slow clients and replays by a callback of its user's.
import { fastifySSE } from '@fastify/sse';
import fastify, { type FastifyReply } from 'fastify';
import { announce } from './announce.ts';
import { History } from './history.ts';

const clients = new Set<FastifyReply>();
const history = new History();

const app = fastify({ forceCloseConnections: true });
await app.register(fastifySSE);

app.get('/events', { sse: 'only' }, async (_request, reply) => {
  reply.sse.keepAlive();
  reply.sse.sendHeaders();
  // Otherwise they leave with the first event.
  reply.raw.flushHeaders();
  await reply.sse.replay(async (lastEventId) => {
    for (const { id, data } of history.after(lastEventId)) await reply.sse.send({ id, event: 'message', data });
  });
  clients.add(reply);
  reply.sse.onClose(() => clients.delete(reply));
});

app.post('/api/readings', (request, reply) => {
  const { id, data } = history.add(request.body);
  // A client that has gone in this very moment is no failure.
  for (const client of clients) client.sse.send({ id, event: 'message', data }).catch(() => clients.delete(client));
  return reply.code(201).send();
});

announce(app.server);
await app.listen({ port: 0, host: '127.0.0.1' });
