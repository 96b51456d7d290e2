// The way most tutorials show it: `node:http`, a list of responses, `write` to each.
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { announce } from './announce.ts';

const HEADERS = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', Connection: 'keep-alive' };

let clients: ServerResponse[] = [];
let id = 0;

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.writeHead(200, HEADERS);
    response.flushHeaders();
    clients.push(response);
    request.on('close', () => {
      clients = clients.filter((client) => client !== response);
    });
    return;
  }
  text(request)
    .then((body) => {
      publish(JSON.parse(body));
      response.writeHead(201).end();
    })
    .catch(() => response.destroy());
});
announce(server.listen(0, '127.0.0.1'));

function publish(reading: unknown): void {
  id += 1;
  const frame = `id: ${id}\nevent: message\ndata: ${JSON.stringify(reading)}\n\n`;
  for (const client of clients) client.write(frame);
}
