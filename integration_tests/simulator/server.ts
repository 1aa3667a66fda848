import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { forgetClock, noteClock } from '../support/simulated-time.ts';
import type { Aircall, Answer, LoggedRequest } from './aircall.ts';

export type ServeOptions = {
  /** Default: a free one. */
  readonly port?: number;
  /** How long an answer takes, on the wall clock; a promise holds it back until it is kept. Default: no time. */
  readonly latencyMs?: number | ((request: LoggedRequest) => number | Promise<number>);
};

export type Served = {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Requests being answered at this moment, and the most there ever were. */
  readonly inFlight: { now: number; most: number };
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
};

/** Puts a real HTTP server on the loopback interface around a simulated Aircall. */
export async function serve(aircall: Aircall, options: ServeOptions = {}): Promise<Served> {
  const sockets = new Set<Socket>();
  const stopped = new AbortController();
  const inFlight = { now: 0, most: 0 };
  const server = createServer((request, response) => {
    inFlight.now += 1;
    inFlight.most = Math.max(inFlight.most, inFlight.now);
    response.once('close', () => {
      inFlight.now -= 1;
    });
    respond(aircall, options, request, response, stopped.signal).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const { port } = address;
  const url = `http://127.0.0.1:${port}`;
  noteClock(url, () => aircall.clock.nowMs());
  return {
    url,
    inFlight,
    close: () =>
      new Promise((resolve) => {
        stopped.abort();
        forgetClock(url);
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function respond(
  aircall: Aircall,
  { latencyMs = 0 }: ServeOptions,
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  request.resume();
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const answer = aircall.answer({ method: request.method ?? 'GET', url: request.url ?? '/', headers });
  const logged = aircall.requests.at(-1);
  const ms = typeof latencyMs === 'number' ? latencyMs : logged === undefined ? 0 : await latencyMs(logged);
  if (ms > 0) await sleep(ms, undefined, { signal });
  const zipped = aircall.knobs.gzip && /\bgzip\b/.test(headers['accept-encoding'] ?? '');
  await send(answer, zipped, response, signal);
}

async function send(
  answer: Answer,
  zipped: boolean,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const { wire } = answer;
  const { socket } = response;
  if (wire?.kind === 'drop' || wire?.kind === 'reset') {
    if (wire.kind === 'drop') socket?.destroy();
    else socket?.resetAndDestroy();
    return;
  }
  if (wire?.kind === 'delay-headers') await wait(wire.ms, signal);
  const corrupt = wire?.kind === 'corrupt-gzip';
  const plain = Buffer.from(answer.body);
  const body = corrupt
    ? corrupted(plain, wire.where ?? 'start')
    : zipped
      ? gzipSync(plain, { level: 1 })
      : plain;
  response.sendDate = false;
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(zipped || corrupt ? { 'content-encoding': 'gzip', vary: 'Accept-Encoding' } : {}),
  });
  if (wire?.kind === 'truncate') {
    const part = body.subarray(0, Math.floor(body.length * (wire.share ?? 0.5)));
    await new Promise<void>((resolve) => void response.write(part.length > 0 ? part : ' ', () => resolve()));
    socket?.destroy();
    return;
  }
  if (wire?.kind === 'delay-body') {
    response.flushHeaders();
    await wait(wire.ms, signal);
  }
  if (wire?.kind === 'drip') {
    for (const byte of body) {
      response.write(Uint8Array.of(byte));
      await wait(wire.ms, signal);
    }
    response.end();
    return;
  }
  response.end(body);
}

/** Never, for Infinity: until the server is closed. */
function wait(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(Math.min(ms, 2 ** 31 - 1), undefined, { signal });
}

function corrupted(plain: Buffer, where: 'start' | 'middle'): Buffer {
  if (where === 'start') return plain;
  const zipped = gzipSync(plain);
  const middle = Math.floor(zipped.length / 2);
  return zipped.fill(0xff, middle, middle + 16);
}
