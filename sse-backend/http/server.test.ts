import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { suite, test } from 'node:test';
import { ask, refusal } from '../testing/ask.ts';
import { parseChunked } from '../testing/chunked-body.ts';
import { RawConnection } from '../testing/raw-connection.ts';
import { startApp } from '../testing/test-app.ts';

const MEBIBYTE = 1024 * 1024;

/** Status and problem code of an answer as it came over the wire. */
function rawRefusal(answer: string): readonly [number, string] {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  assert.match(head, /\r\nContent-Type: application\/problem\+json(\r\n|$)/);
  assert.match(head, new RegExp(`\r\nContent-Length: ${body.length}(\r\n|$)`));
  return [Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]), (JSON.parse(body) as { readonly code: string }).code];
}

suite('the HTTP server', { concurrency: true }, () => {
  test('garbage instead of a request gets a problem, and the server goes on', async (t) => {
    const { url, port } = await startApp(t);
    for (const garbage of [
      '\0\x01\x02\xff\r\n\r\n',
      'hello\r\n\r\n',
      'GET /events\r\n\r\n',
      'BREW /coffee HTTP/1.1\r\n\r\n',
      'GET / HTTP/9.9\r\nHost: localhost\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: localhost\r\nbad header\r\n\r\n',
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      'garbage '.repeat(MEBIBYTE),
    ]) {
      const connection = await RawConnection.openFor(t, port);
      const answer = await connection.write(Buffer.from(garbage, 'latin1')).toEnd();
      assert.deepEqual(rawRefusal(answer), [400, 'invalid-request'], garbage.slice(0, 50));
    }
    assert.equal((await ask(`${url}/healthz`)).status, 200);
  });

  test('headers that are too large get a problem', async (t) => {
    const { url, port } = await startApp(t);
    for (const size of [20_000, 2 * MEBIBYTE]) {
      const connection = await RawConnection.openFor(t, port);
      const answer = await connection.request('GET /healthz HTTP/1.1', `X: ${'x'.repeat(size)}`).toEnd();
      assert.deepEqual(rawRefusal(answer), [431, 'headers-too-large']);
    }
    assert.equal((await ask(`${url}/healthz`, { headers: { X: 'x'.repeat(8000) } })).status, 200);
  });

  test('garbage sent into an open stream cuts it, and nothing of an answer gets into it', async (t) => {
    const { port } = await startApp(t);
    const connection = await RawConnection.openFor(t, port);
    connection.request('GET /events HTTP/1.1').read();
    await connection.until((text) => text.includes('heartbeat'));
    const { isComplete, chunks } = parseChunked(await connection.write('garbage\r\n\r\n').toEnd());
    assert.equal(isComplete, false);
    assert.equal(chunks.length, 2);
  });

  test('a body whose framing breaks is refused', async (t) => {
    const { port } = await startApp(t);
    const connection = await RawConnection.openFor(t, port);
    connection.request('POST /api/readings HTTP/1.1', 'Content-Type: application/json', 'Transfer-Encoding: chunked');
    assert.deepEqual(rawRefusal(await connection.write('zz\r\n').toEnd()), [400, 'invalid-request']);
  });

  test('a request with two Hosts is refused, and so is a tunnel', async (t) => {
    const { port } = await startApp(t);
    const answer = async (text: string) => rawRefusal(await (await RawConnection.openFor(t, port)).write(text).toEnd());
    const twice = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n';
    assert.deepEqual(await answer(twice), [400, 'invalid-request']);
    const tunnel = 'CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n';
    assert.deepEqual(await answer(tunnel), [405, 'method-not-allowed']);
  });

  test('a client that asks for a tunnel and resets the connection at once ends nothing but that', async (t) => {
    const { url, port } = await startApp(t);
    const connections = Array.from({ length: 50 }, async () => {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      socket.write('CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n', () => socket.resetAndDestroy());
      await once(socket, 'close');
    });
    await Promise.all(connections);
    assert.equal((await ask(`${url}/healthz`)).status, 200);
  });

  test('a request of HTTP/1.1 without Host is refused, one of HTTP/1.0 is not', async (t) => {
    const { port } = await startApp(t);
    const modern = await RawConnection.openFor(t, port);
    const refused = await modern.write('GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n').toEnd();
    assert.deepEqual(rawRefusal(refused), [400, 'invalid-request']);
    const old = await RawConnection.openFor(t, port);
    assert.match(await old.write('GET /healthz HTTP/1.0\r\n\r\n').toEnd(), /^HTTP\/1\.1 200 OK\r\n/);
  });

  test('an expectation that nobody knows is left unheeded', async (t) => {
    const { url } = await startApp(t);
    assert.equal((await ask(`${url}/healthz`, { headers: { Expect: 'miracles' } })).status, 200);
  });

  test('a target that is not a path is refused; dots and double slashes lead nowhere', async (t) => {
    const { port } = await startApp(t);
    for (const [target, expected] of [
      ['http://evil.example/healthz', [403, 'foreign-host']],
      ['http://localhost/nowhere', [404, 'not-found']],
      ['ftp://localhost/healthz', [400, 'invalid-request']],
      ['*', [400, 'invalid-request']],
      ['//evil.example/events', [404, 'not-found']],
      ['/\\evil.example/events', [404, 'not-found']],
      ['/../../../../etc/passwd', [404, 'not-found']],
      ['/%2e%2e/%2e%2e/etc/passwd', [404, 'not-found']],
      ['/..%2f..%2fetc%2fpasswd', [404, 'not-found']],
      ['/events/', [404, 'not-found']],
      ['/EVENTS', [404, 'not-found']],
      ['/%00', [404, 'not-found']],
      [`/${'x'.repeat(5000)}`, [404, 'not-found']],
    ] as const) {
      const connection = await RawConnection.openFor(t, port);
      const answer = await connection.request(`GET ${target} HTTP/1.1`, 'Connection: close').toEnd();
      assert.deepEqual(rawRefusal(answer), expected, target.slice(0, 50));
    }
  });

  test('a body that is declared too large is refused before it is sent', async (t) => {
    const { url, app } = await startApp(t);
    const headers = { 'Content-Type': 'application/json', 'Content-Length': 100 * MEBIBYTE, Expect: '100-continue' };
    const outgoing = request(`${url}/api/readings`, { method: 'POST', headers, agent: false });
    outgoing
      .on('error', () => undefined)
      .on('continue', () => assert.fail('the body was asked for'))
      .flushHeaders();
    const [{ statusCode }] = (await once(outgoing, 'response')) as [{ readonly statusCode: number }];
    assert.equal(statusCode, 413);
    outgoing.destroy();
    assert.deepEqual([(await ask(`${url}/healthz`)).status, app.log.head], [200, 0]);
  });

  for (const framing of ['Content-Length: 104857600', 'Transfer-Encoding: chunked']) {
    test(`a body of 100 MiB that is sent all the same (${framing}) is refused, thrown away, and the server goes on`, async (t) => {
      const { url, port, app } = await startApp(t);
      const connection = await RawConnection.openFor(t, port);
      connection.request('POST /api/readings HTTP/1.1', 'Content-Type: application/json', framing);
      const block = Buffer.alloc(MEBIBYTE, ' ');
      for (let sent = 0; sent < 100; sent += 1) {
        if (framing.startsWith('Transfer')) connection.write('100000\r\n').write(block).write('\r\n');
        else connection.write(block);
      }
      if (framing.startsWith('Transfer')) connection.write('0\r\n\r\n');
      connection.request('GET /healthz HTTP/1.1', 'Connection: close');
      const answers = await connection.toEnd();
      const second = answers.lastIndexOf('HTTP/1.1 ');
      assert.deepEqual(rawRefusal(answers.slice(0, second)), [413, 'body-too-large']);
      assert.match(answers.slice(second), /^HTTP\/1\.1 200 OK\r\n/);
      assert.deepEqual([(await ask(`${url}/healthz`)).status, app.log.head], [200, 0]);
    });
  }

  test('what goes wrong in a handler is answered as a problem and logged, without its inside', async (t) => {
    const { app, url, logged } = await startApp(t);
    app.log.history = () => Promise.reject(new TypeError('secret inside'));
    const answer = await ask(`${url}/api/readings?rfid=secret`);
    assert.deepEqual(refusal(answer), [500, 'internal-error']);
    assert.doesNotMatch(answer.text, /secret/);
    assert.equal(logged.length, 1);
    assert.match(
      logged[0] ?? '',
      /"level":"error","message":"a request failed","method":"GET","path":"\/api\/readings","error":"TypeError: secret inside/,
    );
    assert.doesNotMatch(logged[0] ?? '', /rfid=/);
  });

  test('a client that closes its side after its requests still gets every answer, and then the connection ends', async (t) => {
    const { app, port } = await startApp(t);
    const reading = '{"Name":"Mass Roy","Temparature":"102.5F","RFID":"R546546"}';
    for (const type of ['application/json', 'application/x-ndjson']) {
      const connection = await RawConnection.openFor(t, port);
      connection
        .request('POST /api/readings HTTP/1.1', `Content-Type: ${type}`, `Content-Length: ${reading.length}`)
        .write(reading)
        .request('GET /healthz HTTP/1.1')
        .halfClose();
      assert.match(await connection.toEnd(), /^HTTP\/1\.1 20[01] [^]*HTTP\/1\.1 200 OK[^]*"ok"\}$/, type);
    }
    assert.equal(app.log.head, 2);
  });

  test('a connection that its client has closed ends after its last answer, even when a stream waited behind it', async (t) => {
    const { port } = await startApp(t);
    const reading = '{"Name":"Mass Roy","Temparature":"102.5F","RFID":"R546546"}';
    const connection = await RawConnection.openFor(t, port);
    connection
      .request('POST /api/readings HTTP/1.1', 'Content-Type: application/json', `Content-Length: ${reading.length}`)
      .write(reading)
      .request('GET /events HTTP/1.1')
      .halfClose();
    assert.match(await connection.toEnd(), /^HTTP\/1\.1 201 /);
  });
});
