import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { afterEach, vi } from 'vitest';
import { networkFault } from '../../src/http/outcome.ts';
import { openTransport } from '../../src/http/transport.ts';
import type { Transport } from '../../src/http/transport.ts';

const closers: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closers.splice(0).toReversed()) await close();
});

/** For tests: the port of a server that is closed after the test. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}

/** For tests: the address of an HTTP server. */
export async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  const port = await listen(server);
  closers.push(() => server.closeAllConnections());
  return new URL(`http://127.0.0.1:${port}/v1/ping?page=1`);
}

/** For tests: the port of a server that treats each connection as told. */
export async function serveRaw(onConnection: (socket: Socket) => void): Promise<number> {
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

/** For tests: a transport with generous time limits. */
export function open(env: NodeJS.ProcessEnv = {}): Transport {
  const transport = openTransport(env, { connectMs: 5000, headersMs: 60_000, idleMs: 60_000 });
  closers.push(() => transport.close());
  return transport;
}

export const never = new AbortController().signal;
export const send = (transport: Transport, url: URL, signal = never): ReturnType<Transport['send']> =>
  transport.send(url, { authorization: 'Basic x', 'accept-encoding': 'gzip, br' }, 60_000, signal);

/** For tests: what kind of fault an attempt ended with. */
export async function faultOf(sent: Promise<unknown>): Promise<string | undefined> {
  return sent.then(
    () => 'none',
    (error: unknown) => networkFault(error)?.kind ?? String(error),
  );
}
