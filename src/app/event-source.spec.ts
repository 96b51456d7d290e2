import { bearerEventSource } from './event-source';

describe('bearerEventSource', () => {
  it('requests a token for every attempt and resumes after the last event', async () => {
    const tokens = ['first', 'second'];
    const requests: Headers[] = [];
    const { promise: reconnected, resolve } = Promise.withResolvers<void>();
    spyOn(globalThis, 'fetch').and.callFake((_url, init) => {
      requests.push(new Headers(init?.headers));
      if (requests.length === 2) resolve();
      const body = new Response('retry: 1\nid: k3f9-7\ndata: hello\n\n').body;
      return Promise.resolve(new Response(body, { headers: { 'Content-Type': 'text/event-stream' } }));
    });
    const source = bearerEventSource(() => Promise.resolve(tokens.shift() ?? 'third'))('http://localhost/events');
    await reconnected;
    source.close();
    expect(requests.slice(0, 2).map((headers) => headers.get('Authorization'))).toEqual([
      'Bearer first',
      'Bearer second',
    ]);
    expect(requests[1]?.get('Last-Event-ID')).toBe('k3f9-7');
  });
});
