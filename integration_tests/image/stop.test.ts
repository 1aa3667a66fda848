import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { Aircall } from '../simulator/aircall.ts';
import { serve } from '../simulator/server.ts';
import { docker, IMAGE } from './docker.ts';

test('docker stop ends a read in the midst of a request, with the code of the signal', async () => {
  const aircall = new Aircall();
  const asked = Promise.withResolvers<void>();
  const server = await serve(aircall, {
    latencyMs: async () => {
      asked.resolve();
      return new Promise<number>(() => {});
    },
  });
  const config = { api_id: aircall.apiId, api_token: aircall.apiToken, api_url: server.url };
  const name = `source-aircall-stop-${process.pid}`;
  const flags = ['run', '--rm', '--interactive', '--network', 'host', '--name', name];
  const child = spawn('docker', [...flags, IMAGE, 'check', '--config', '-'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.stdin.end(JSON.stringify(config));
  const closed = once(child, 'close');
  await asked.promise;
  await docker(['stop', '--time', '30', name]);
  await closed;
  await server.close();
  expect(child.exitCode).toBe(143);
});
