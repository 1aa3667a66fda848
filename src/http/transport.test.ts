import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { LARGEST_BODY } from './decode.ts';
import {
  faultOf,
  listen,
  never,
  open,
  send,
  serve,
  serveRaw,
} from '../../integration_tests/support/local-server.ts';

describe('a real request', () => {
  test('has its path, query and headers; the answer comes with its own, decompressed', async () => {
    const asked: IncomingMessage[] = [];
    const url = await serve((request, response) => {
      asked.push(request);
      response.setHeader('Content-Encoding', 'gzip').setHeader('X-AircallApi-Reset', '7');
      response.writeHead(429).end(gzipSync('{"a":1}'));
    });
    const reply = await send(open(), url);
    expect(asked[0]).toMatchObject({ url: '/v1/ping?page=1', method: 'GET' });
    expect(asked[0]?.headers).toMatchObject({ authorization: 'Basic x', 'accept-encoding': 'gzip, br' });
    expect(reply).toMatchObject({ status: 429, text: '{"a":1}' });
    expect(reply.header('x-aircallapi-reset')).toBe('7');
    expect(reply.header('retry-after')).toBeUndefined();
  });

  test('keeps its connection for the next', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('{}');
    });
    const transport = open();
    for (let n = 0; n < 10; n += 1) await send(transport, url);
    // A second one may be opened while the first is being handed back.
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  test('does not follow a redirect', async () => {
    const asked: string[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(302, { Location: '/elsewhere' }).end();
    });
    expect((await send(open(), url)).status).toBe(302);
    expect(asked).toEqual(['/v1/ping?page=1']);
  });
});

describe('what can go wrong on the way', () => {
  test.each<[string, (socket: Socket) => void, string]>([
    ['a connection that is cut off before the answer', (socket) => socket.destroy(), 'connection'],
    [
      'a body that ends early',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"calls":['),
      'connection',
    ],
    [
      'a chunked body that ends early',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"ca'),
      'connection',
    ],
    ...[
      ['000 None', 'unusable'],
      ['099 Odd', 'unusable'],
      ['101 Switching Protocols', 'connection'],
    ].map(([status = '', kind = '']): [string, (socket: Socket) => void, string] => [
      `status ${status}`,
      (socket) =>
        socket.end(
          `HTTP/1.1 ${status}\r\nConnection: upgrade\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\n{}`,
        ),
      kind,
    ]),
    ['what is not HTTP', (socket) => socket.end('SSH-2.0-example\r\n\r\n'), 'unusable'],
    [
      'a body far too large',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n');
        socket.write(Buffer.alloc(LARGEST_BODY + 1));
      },
      'heavy',
    ],
    [
      'an unknown compression',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Encoding: zip\r\nContent-Length: 1\r\n\r\nx'),
      'unusable',
    ],
  ])('%s', async (_, behave, kind) => {
    const port = await serveRaw((socket) => socket.once('data', () => behave(socket)));
    expect(await faultOf(send(open(), new URL(`http://127.0.0.1:${port}/`)))).toBe(kind);
  });

  test('a port where nobody listens', async () => {
    const server = createSocketServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await faultOf(send(open(), new URL(`http://127.0.0.1:${port}/`)))).toBe('connection');
  });

  test('an https address where plain HTTP is spoken', async () => {
    const url = await serve((_request, response) => response.end());
    url.protocol = 'https:';
    expect(await faultOf(send(open(), url))).toBe('tls');
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['no answer at all', () => undefined],
    ['headers and no body', (response) => response.flushHeaders()],
    ['a body that never ends', (response) => response.write('{"calls":[')],
  ])('%s: given up when the time of the request is over', async (_, behave) => {
    const url = await serve((_request, response) => {
      behave(response);
    });
    expect(await faultOf(open().send(url, {}, 50, never))).toBe('time-out');
  });
});

describe('stopping', () => {
  test('an abort rejects with its reason, whether the answer has begun or not', async () => {
    for (const begin of [false, true]) {
      const abort = new AbortController();
      const reason = new Error('stopped');
      const url = await serve((_request, response) => {
        if (begin) response.write('{');
        setImmediate(() => abort.abort(reason));
      });
      await expect(send(open(), url, abort.signal)).rejects.toBe(reason);
    }
  });

  test('an abort is heard while there is no connection yet', async () => {
    const abort = new AbortController();
    const port = await serveRaw((socket) => socket.once('data', () => abort.abort(new Error('stopped'))));
    const transport = open({ HTTPS_PROXY: `http://127.0.0.1:${port}` });
    await expect(send(transport, new URL('https://api.aircall.io/'), abort.signal)).rejects.toThrow(
      'stopped',
    );
  });

  test('closing breaks connections off', async () => {
    const transport = open();
    const url = await serve(() => void transport.close());
    expect(await faultOf(send(transport, url))).toBe('connection');
  });
});
