import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { LARGEST_BODY } from '../../src/http/decode.ts';
import { catalogOf } from '../support/catalog.ts';
import { MAIN } from '../support/run-connector.ts';

const directory = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(directory, { recursive: true }));

const MOST_MIB = 256;

/** Tells on standard error, at the process's end, what it used at most (`resourceUsage` counts who started it, too). */
const TELL_MEMORY = `data:text/javascript,${encodeURIComponent(
  'import { readFileSync } from "node:fs"; process.on("exit", () => process.stderr.write(/VmHWM:\\s*(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]));',
)}`;

type Answer = { readonly head: string; readonly body: Buffer };

function json(body: string | Buffer, more = '', status = '200 OK'): Answer {
  const bytes = Buffer.from(body);
  return {
    head: `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${bytes.length}\r\n${more}\r\n`,
    body: bytes,
  };
}

/** Fifty calls that make up a text of so many bytes. */
function page(number: number, bytes: number): string {
  const filler = 'x'.repeat(Math.floor(bytes / 50) - 100);
  const rows = Array.from({ length: 50 }, (_, at) => {
    const id = (number - 1) * 50 + at + 1;
    return `{"id":${id},"started_at":${1_790_000_000 + id},"raw_digits":"${filler}"}`;
  });
  const meta = `"meta":{"count":50,"total":1000,"current_page":${number},"per_page":50}`;
  return `{${meta},"calls":[${rows.join(',')}]}`;
}

/** A server that answers every list of calls as `calls` says. */
async function serve(calls: (page: number) => Answer): Promise<{ readonly url: string; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (request) => {
      const [, path = '', number = '1'] =
        /^GET (\/v1\/\w+)\S*?(?:[?&]page=(\d+))? /.exec(request.toString('latin1')) ?? [];
      const { head, body } =
        path === '/v1/calls' ? calls(Number(number)) : json('{"ping":"pong","company":{"name":"x"}}');
      socket.write(head);
      socket.write(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

type Ended = { readonly code: number | null; readonly errors: readonly string[]; readonly mib: number };

async function readFrom(calls: (page: number) => Answer): Promise<Ended> {
  const server = await serve(calls);
  const config = join(directory, 'config.json');
  const catalog = join(directory, 'catalog.json');
  const key = { api_id: 'an-id', api_token: 'a-token' };
  writeFileSync(config, JSON.stringify({ ...key, api_url: server.url, requests_per_minute: 100_000 }));
  writeFileSync(catalog, JSON.stringify(catalogOf(['calls'])));
  const child = spawn(process.execPath, [MAIN, 'read', '--config', config, '--catalog', catalog], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { NODE_OPTIONS: `--import=${TELL_MEMORY}` },
  });
  const errors: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    errors.push(...(/"message":"[^"]*"/.exec(/"ERROR".*/.exec(chunk.toString())?.[0] ?? '') ?? []));
  });
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')]);
  server.close();
  return { code: child.exitCode, errors, mib: Number.parseInt(stderr, 10) / 1024 };
}

const bomb = gzipSync(Buffer.alloc(30 * LARGEST_BODY, 0x5b));

describe('whatever a server sends, the memory is bounded and the end has words', () => {
  test.each<[string, (page: number) => Answer, number, RegExp]>([
    ['a bomb of gzip', () => json(bomb, 'content-encoding: gzip\r\n'), 1, /too large to read/],
    ['brackets only', () => json('['.repeat(LARGEST_BODY - 1000)), 1, /nested too deeply/],
    [
      'pages as large as may be, twenty at a time',
      (number) => json(page(number, LARGEST_BODY - 100_000)),
      0,
      /^$/,
    ],
    [
      'the same compressed',
      (number) =>
        json(gzipSync(page(number, LARGEST_BODY - 100_000), { level: 1 }), 'content-encoding: gzip\r\n'),
      0,
      /^$/,
    ],
  ])('%s', { timeout: 300_000 }, async (_, calls, code, words) => {
    const answer = (number: number): Answer => (number > 20 ? json(emptyPage(number)) : calls(number));
    const ended = await readFrom(answer);
    expect(ended.code).toBe(code);
    expect(ended.errors.join('\n')).toMatch(words);
    expect(ended.errors.join('\n')).not.toMatch(/inside the connector|crash/);
    expect(ended.mib).toBeGreaterThan(30);
    expect(ended.mib).toBeLessThan(MOST_MIB);
  });
});

function emptyPage(number: number): string {
  return `{"meta":{"count":0,"total":1000,"current_page":${number},"per_page":50},"calls":[]}`;
}
