import { createServer, type Server as HttpsServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { Aircall } from '../simulator/aircall.ts';
import type { Certificate } from './certificate.ts';

export type Front = { readonly port: number; close(): Promise<void> };

/** A simulated account behind TLS. */
export async function serveTls(aircall: Aircall, { key, cert }: Certificate): Promise<Front> {
  const server = createServer({ key, cert }, (request, response) => {
    request.resume();
    const headers = { authorization: request.headers.authorization };
    const answer = aircall.answer({ method: request.method ?? 'GET', url: request.url ?? '/', headers });
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  });
  return listening(server);
}

/** Accepts connections and does with each what it is told to. */
export async function serveTcp(greet: (socket: Socket) => void): Promise<Front> {
  return listening(
    createTcpServer((socket) => {
      socket.on('error', () => socket.destroy());
      greet(socket);
    }),
  );
}

async function listening(server: Server | HttpsServer): Promise<Front> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
