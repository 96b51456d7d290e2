// Express 5, as its users write it.
import express, { type Response } from 'express';
import { announce } from './announce.ts';

const clients = new Set<Response>();
let id = 0;

const app = express();

app.get('/events', (request, response) => {
  response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', Connection: 'keep-alive' });
  response.flushHeaders();
  clients.add(response);
  request.on('close', () => clients.delete(response));
});

app.post('/api/readings', express.json(), (request, response) => {
  publish(request.body);
  response.sendStatus(201);
});

announce(app.listen(0, '127.0.0.1'));

function publish(reading: unknown): void {
  id += 1;
  const frame = `id: ${id}\nevent: message\ndata: ${JSON.stringify(reading)}\n\n`;
  for (const client of clients) client.write(frame);
}
