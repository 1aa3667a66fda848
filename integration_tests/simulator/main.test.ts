import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

test('the command serves the account that it was told to make, says how to read it, and stops on SIGINT', async () => {
  const child = spawn(process.execPath, [
    main,
    '--calls',
    '70',
    '--users',
    '3',
    '--teams',
    '2',
    '--limit',
    '2',
  ]);
  let said = '';
  const url = await new Promise<string>((resolve) => {
    child.stdout.on('data', (data) => {
      said += String(data);
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found !== null && said.includes('Ctrl-C')) resolve(found[0]);
    });
  });
  expect(said).toContain('70 calls, 3 users and 2 teams');
  expect(said).toContain('check --config config.json');
  const [id, token] = /-u (\S+):(\S+)/.exec(said)?.slice(1) ?? [];
  const headers = { authorization: `Basic ${Buffer.from(`${id}:${token}`).toString('base64')}` };
  const statuses: number[] = [];
  for (const path of ['ping', 'calls', 'teams'])
    statuses.push((await fetch(`${url}/v1/${path}`, { headers })).status);
  expect(statuses).toEqual([200, 200, 429]);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(said).toContain('3 requests answered');
});

test.each([
  [['--calls', 'many'], '--calls must be a whole number'],
  [['--colour', 'red'], "Unknown option '--colour'"],
])('the command refuses %j and explains itself', async (args, message) => {
  const child = spawn(process.execPath, [main, ...args]);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const said = await text(child.stderr);
  expect(said).toContain(message);
  expect(said).toContain('--port N');
  expect(await ended).toBe(1);
});
