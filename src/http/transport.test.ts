import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { ConfigError } from '../errors.ts';
import { LARGEST_BODY } from './decode.ts';
import { networkFault } from './outcome.ts';
import { openTransport } from './transport.ts';
import type { Transport } from './transport.ts';

const closers: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  const port = await listen(server);
  closers.push(() => server.closeAllConnections());
  return new URL(`http://127.0.0.1:${port}/v1/ping?page=1`);
}

/** A server that treats each connection as told. */
async function serveRaw(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const port = await listen(
    createSocketServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      onConnection(socket);
    }),
  );
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
  });
  return port;
}

function open(env: NodeJS.ProcessEnv = {}): Transport {
  const transport = openTransport(env, { connectMs: 5000, headersMs: 60_000, idleMs: 60_000 });
  closers.push(() => transport.close());
  return transport;
}

const never = new AbortController().signal;
const send = (transport: Transport, url: URL, signal = never): ReturnType<Transport['send']> =>
  transport.send(url, { authorization: 'Basic x', 'accept-encoding': 'gzip, br' }, 60_000, signal);

async function faultOf(sent: Promise<unknown>): Promise<string | undefined> {
  return sent.then(
    () => 'none',
    (error: unknown) => networkFault(error)?.kind ?? String(error),
  );
}

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
    ['what is not HTTP', (socket) => socket.end('SSH-2.0-example\r\n\r\n'), 'unusable'],
    [
      'a body far too large',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n');
        socket.write(Buffer.alloc(LARGEST_BODY + 1));
      },
      'unusable',
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

describe('a proxy', () => {
  const api = new URL('https://api.aircall.io/v1/ping');

  test('is asked for a tunnel, without the key, and its refusal is told apart', async () => {
    const asked: string[] = [];
    const port = await serveRaw((socket) =>
      socket.once('data', (data) => {
        asked.push(String(data));
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
      }),
    );
    for (const name of ['HTTPS_PROXY', 'https_proxy']) {
      const transport = open({ [name]: `http://someone:secret@127.0.0.1:${port}` });
      expect(transport.proxy).toBe(`127.0.0.1:${port}`);
      expect(await faultOf(send(transport, api))).toBe('proxy');
    }
    expect(asked).toHaveLength(2);
    for (const text of asked) {
      expect(text).toMatch(/^CONNECT api\.aircall\.io:443 HTTP\/1\.1/);
      expect(text).not.toContain('Basic x');
      expect(text).toContain(`Basic ${Buffer.from('someone:secret').toString('base64')}`);
    }
  });

  test('that hangs up is told apart from an API that does', async () => {
    const port = await serveRaw((socket) => socket.once('data', () => socket.destroy()));
    expect(await faultOf(send(open({ HTTPS_PROXY: `127.0.0.1:${port}` }), api))).toBe('proxy');
  });

  test('that never answers is given up in time', async () => {
    const port = await serveRaw(() => undefined);
    const transport = open({ HTTPS_PROXY: `http://127.0.0.1:${port}` });
    expect(await faultOf(transport.send(api, {}, 50, never))).toBe('time-out');
  });

  test('that lets the tunnel through carries TLS, not the request in the clear', async () => {
    const { promise: inside, resolve } = Promise.withResolvers<Buffer>();
    const port = await serveRaw((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.once('data', (data) => {
          resolve(data);
          socket.end('no TLS here');
        });
      }),
    );
    expect(await faultOf(send(open({ HTTPS_PROXY: `http://127.0.0.1:${port}` }), api))).toBe('tls');
    // The first byte of a TLS handshake.
    expect((await inside)[0]).toBe(0x16);
  });

  test('is left out for what NO_PROXY names, and for plain HTTP to this machine', async () => {
    const port = await serveRaw((socket) => socket.destroy());
    const url = await serve((_request, response) => response.end('{}'));
    const proxy = { HTTPS_PROXY: `http://127.0.0.1:${port}`, HTTP_PROXY: `http://127.0.0.1:${port}` };
    expect((await send(open(proxy), url)).status).toBe(200);
    const tls = new URL(url);
    tls.protocol = 'https:';
    expect(await faultOf(send(open(proxy), tls))).toBe('proxy');
    expect(await faultOf(send(open({ ...proxy, NO_PROXY: '127.0.0.1' }), tls))).toBe('tls');
  });

  test.each(['not a url', 'ftp://proxy.example.com', 'http://'])(
    'whose address is %j is a config error that does not quote it',
    (address) => {
      const opening = (): Transport => open({ HTTPS_PROXY: `${address} s3cret-value` });
      expect(opening).toThrow(ConfigError);
      expect(opening).not.toThrow('s3cret-value');
    },
  );

  test('of this process itself is not looked at', () => {
    expect(open({}).proxy).toBeUndefined();
    expect(open({ HTTPS_PROXY: ' ' }).proxy).toBeUndefined();
  });
});
