// One server for all transports, so that they differ in nothing else: readings as they are due, the newest ones in memory.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { pageOf } from './page.ts';
import type { Asked, Told, Transport } from './transport.ts';

/** Readings kept for those who come back or ask again. */
const MOST_KEPT = 10_000;

const streams = new Set<ServerResponse>();
const readings: string[] = [];
let waiting: { readonly after: number; readonly response: ServerResponse }[] = [];
let timer: NodeJS.Timeout | undefined;
let requests = 0;

const server = createServer((request, response) => {
  requests += 1;
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const given = request.headers['last-event-id'] ?? searchParams.get('after');
  const after = typeof given === 'string' && given !== '' ? Number(given) : readings.length;
  switch (pathname) {
    case '/sse':
      stream(response, after);
      return;
    case '/long-polling':
      if (readings.length > after) answer(response, after);
      else waiting.push({ after, response });
      return;
    case '/polling':
      answer(response, after);
      return;
    default:
      response.setHeader('Content-Type', 'text/html');
      response.end(pageOf(pathname.replace('/page/', '') as Transport));
  }
});
const sockets = new WebSocketServer({ server, path: '/websocket' });

server.listen(0, '127.0.0.1', tell);

process.on('message', (asked: Asked) => {
  clearInterval(timer);
  if (asked !== 'stop') timer = setInterval(publish, 1000 / asked.publish);
  tell();
});
process.on('disconnect', () => process.exit());

function tell(): void {
  const { user, system } = process.cpuUsage();
  const { port } = server.address() as AddressInfo;
  const told: Told = { port, cpuMicroseconds: user + system, sent: readings.length, requests };
  process.send?.(told);
}

function publish(): void {
  if (readings.length >= MOST_KEPT) throw new Error(`More than ${MOST_KEPT} readings are not kept`);
  const TakenAt = new Date().toISOString();
  const reading = JSON.stringify({
    Name: 'Mass Roy',
    Temparature: '102.5F',
    RFID: 'R546546',
    TakenAt,
    Status: 'fever',
  });
  readings.push(reading);
  for (const response of streams) response.write(frame(readings.length));
  for (const socket of sockets.clients) socket.send(reading);
  const answered = waiting;
  waiting = [];
  for (const { after, response } of answered) answer(response, after);
}

function stream(response: ServerResponse, after: number): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write('retry: 1000\n');
  for (let id = after + 1; id <= readings.length; id += 1) response.write(frame(id));
  streams.add(response);
  response.on('close', () => streams.delete(response));
}

function frame(id: number): string {
  return `id: ${id}\ndata: ${readings[id - 1] ?? ''}\n\n`;
}

function answer(response: ServerResponse, after: number): void {
  response.setHeader('Content-Type', 'application/json');
  response.end(`{"Position":${readings.length},"Readings":[${readings.slice(after).join()}]}`);
}
