import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import type { Random } from '../simulator/random.ts';
import { catalogOf } from '../support/catalog.ts';
import { platformFaults } from '../support/platform-rules.ts';
import { configFor } from '../support/run-connector.ts';
import { runHere } from '../support/run-here.ts';
import { formsOf, leaksIn, secretKey } from '../support/secrets.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const catalog = catalogOf();
const forms = formsOf(secretKey);

/**
 * A run against a server that answers with whatever bytes it likes. Returns what went wrong: a crash, a broken rule of the
 * platform, a secret that came out, an exit code that is neither success nor failure.
 */
export async function runHostileServer(random: Random): Promise<readonly string[]> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (request) => answer(socket, request.toString('latin1'), random));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    const config = configFor(secretKey, `http://127.0.0.1:${port}`);
    const command = random.pick(['check', 'read']);
    const clock = new VirtualClock({ seed: random.int(1, 1_000_000) });
    const run = await runHere(command, { config, clock, ...(command === 'read' && { catalog }) });
    const problems = [...platformFaults(run, { ...(command === 'read' && { catalog }), oddRows: true })];
    if (leaksIn(run.lines.join('\n') + run.stderr, forms).length > 0) problems.push('a secret came out');
    for (const { code, text } of run.logs) {
      if (code === 'crash' || text.includes('inside the connector')) problems.push(`a crash: ${text}`);
    }
    if (run.exitCode !== 0 && run.exitCode !== 1) problems.push(`exit code ${run.exitCode}`);
    return problems;
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

function answer(socket: Socket, request: string, random: Random): void {
  const status = random.pick([
    '000',
    '099',
    '101',
    '100',
    '200',
    '200',
    '200',
    '204',
    '304',
    '401',
    '403',
    '999',
    '2000',
    'abc',
  ]);
  // A server that shows what it was sent, cut anywhere.
  const echoed = request.slice(0, random.int(0, request.length));
  const body = bodyOf(random, echoed);
  const isZipped = random.int(0, 4) === 0;
  const bytes = isZipped ? gzipSync(body) : Buffer.from(body);
  const headers = [
    `Content-Type: ${random.pick(['application/json', 'text/html', echoed.replaceAll(/[\r\n]/g, ' '), 'application/json; charset=x', ''])}`,
    `Content-Length: ${random.pick([bytes.length, bytes.length, bytes.length, bytes.length + 5, Math.max(0, bytes.length - 5), -1])}`,
    ...(isZipped ? ['Content-Encoding: gzip'] : []),
    ...random.pick([
      [],
      ['Date: yesterday'],
      ['Date: Fri, 01 Jan 2100 00:00:00 GMT'],
      ['Retry-After: -5'],
      ['X: \u0001'],
      [`X: ${'y'.repeat(20_000)}`],
      ['Location: //elsewhere.example/'],
    ]),
  ];
  const head = `HTTP/1.1 ${status} ${random.pick(['OK', '', '\u0000'])}\r\n${headers.join('\r\n')}\r\n\r\n`;
  socket.write(head);
  if (random.int(0, 6) === 0) socket.destroy();
  else socket.end(bytes);
}

function bodyOf(random: Random, echoed: string): string {
  const count = random.logInt(1, 100_000);
  const total = random.pick([0, 1, 50, 51, 10_001, -1]);
  const meta = `"meta":{"total":${total},"count":1,"current_page":1,"per_page":${random.pick([50, 1, 0, 20])}}`;
  const rows = random.pick([
    '[]',
    '[{}]',
    '[{"id":1}]',
    '[{"id":9007199254740993,"started_at":"x"}]',
    `[{"id":1,"a":${'['.repeat(count)}`,
  ]);
  return random.pick([
    () => '',
    () => 'null',
    () => '['.repeat(count),
    () => `${'{"a":'.repeat(count)}1${'}'.repeat(count)}`,
    () => `{"calls":${rows},"users":${rows},"teams":${rows},${meta}}`,
    () => '{"ping":"pong"}',
    () => '{"company":{"name":"Example"}}',
    () => JSON.stringify({ error: echoed }),
    () => `<html>${echoed}</html>`,
    () => '\\u0000'.repeat(count),
    () => ' '.repeat(count * 10),
  ])();
}
