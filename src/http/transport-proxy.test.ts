import { describe, expect, test, vi } from 'vitest';
import { ConfigError } from '../errors/errors.ts';
import { faultOf, never, open, send, serve, serveRaw } from '../../integration_tests/support/local-server.ts';
import type { Transport } from './transport.ts';

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
    const proxy = { HTTPS_PROXY: `http://127.0.0.1:${port}` };
    vi.stubEnv('HTTP_PROXY', proxy.HTTPS_PROXY);
    vi.stubEnv('http_proxy', proxy.HTTPS_PROXY);
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
    vi.stubEnv('HTTPS_PROXY', 'http://proxy.example.com');
    expect(open({}).proxy).toBeUndefined();
    expect(open({ HTTPS_PROXY: ' ' }).proxy).toBeUndefined();
  });
});
