import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AirbyteMessage } from '../../src/protocol/messages.ts';
import { startServer, type BenchServer } from '../bench/bench-server.ts';
import { catalogOf } from '../support/catalog.ts';
import { IMAGE } from './docker.ts';

/** An Aircall without a rate limit: no pause in which memory could be tidied up. */
let server: BenchServer;
let folder: string;

beforeAll(async () => {
  server = await startServer();
  folder = await mkdtemp(join(tmpdir(), 'image-memory-'));
  const key = { api_id: 'invented', api_token: 'invented-token', api_url: server.url };
  await writeFile(
    join(folder, 'config.json'),
    JSON.stringify({ ...key, requests_per_minute: 1_000_000_000 }),
  );
  await writeFile(join(folder, 'catalog.json'), JSON.stringify(catalogOf(['calls'])));
  await chmod(folder, 0o755);
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A read in a container that may have so much memory, and no swap. */
async function readWithin(
  memory: string,
): Promise<{ code: number | null; records: number; errors: string[] }> {
  const limits = ['--memory', memory, '--memory-swap', memory];
  const files = ['--volume', `${folder}:/files:ro`];
  const command = ['read', '--config', '/files/config.json', '--catalog', '/files/catalog.json'];
  const argv = ['run', '--rm', '--network', 'host', ...limits, ...files, IMAGE, ...command];
  const child = spawn('docker', argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let records = 0;
  const errors: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{"type":"RECORD"')) {
      records += 1;
      continue;
    }
    const message: AirbyteMessage = JSON.parse(line);
    if (message.type === 'TRACE' && message.trace.type === 'ERROR') errors.push(message.trace.error.message);
  }
  await closed;
  return { code: child.exitCode, records, errors };
}

test.each([1000, 100_000])('%i calls at full speed fit into 160 MiB', async (calls) => {
  await server.serve(calls);
  expect(await readWithin('160m')).toEqual({ code: 0, records: calls, errors: [] });
});

test('a container that is too small is an error that says so, before the system kills it', async () => {
  await server.serve(20_000);
  const { code, errors } = await readWithin('64m');
  expect([code, errors]).toEqual([1, [expect.stringMatching(/of the 64 MiB of memory.*more memory/)]]);
});
