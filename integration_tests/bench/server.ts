/**
 * An Aircall that answers as fast as this machine can: one process, no rate limit, calls from memory. Talks with its parent about what it is to serve.
 */
import { createServer, type ServerResponse } from 'node:http';
import { CompanyCalls, makeTemplates, nowSeconds } from './company-calls.ts';

export type ServerOrder = { readonly calls: number } | 'report';
export type ServerReport = {
  readonly port: number;
  /** Paths with their queries, in order, since the last order. */
  readonly requests: readonly string[];
  /** Epoch milliseconds of the first request for calls; 0 for none. */
  readonly firstCallsMs: number;
};

const CAP = 10_000;

const templates = makeTemplates();
let calls = new CompanyCalls(0, templates);
let requests: string[] = [];
let firstCallsMs = 0;

const server = createServer((request, response) => {
  const target = request.url ?? '/';
  requests.push(target);
  const url = new URL(target, 'http://127.0.0.1');
  if (url.pathname === '/v1/calls') {
    firstCallsMs ||= Date.now();
    answerCalls(url.searchParams, response);
  } else if (url.pathname === '/v1/ping') {
    send(response, 200, ['{"ping":"pong"}']);
  } else {
    send(response, 404, ['{"error":"Not Found"}']);
  }
});

function answerCalls(query: URLSearchParams, response: ServerResponse): void {
  const page = Number(query.get('page') ?? 1);
  const perPage = Math.min(50, Number(query.get('per_page') ?? 20));
  if (page * perPage > CAP) return send(response, 400, ['{"error":"Bad Request","message":"BAD_REQUEST"}']);
  const from = query.get('from');
  const to = query.get('to');
  const first = from === null ? 0 : calls.after(Number(from));
  const end = to === null ? calls.count : calls.after(Number(to));
  const total = Math.max(0, end - first);
  const low = first + Math.min(total, (page - 1) * perPage);
  const high = first + Math.min(total, page * perPage);
  const meta = { count: high - low, total, current_page: page, per_page: perPage };
  send(response, 200, ['{"calls":[', calls.json(low, high), `],"meta":${JSON.stringify(meta)}}`]);
}

function send(response: ServerResponse, status: number, parts: readonly (string | Buffer)[]): void {
  response.sendDate = false;
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  response.writeHead(status, {
    date: new Date(nowSeconds * 1000).toUTCString(),
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
  });
  response.end(body);
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1');
process.on('message', (order: ServerOrder) => {
  if (order !== 'report') calls = new CompanyCalls(order.calls, templates);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.send?.({ port, requests, firstCallsMs } satisfies ServerReport);
  requests = [];
  firstCallsMs = 0;
});
process.on('disconnect', () => {
  server.close();
  server.closeAllConnections();
});
