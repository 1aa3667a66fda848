import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Aircall } from '../simulator/aircall.ts';
import { serve } from '../simulator/server.ts';
import { demo } from './demo.ts';

async function shown(
  env: NodeJS.ProcessEnv,
): Promise<{ readonly code: number; readonly text: string; readonly directory: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'demo-'));
  const lines: string[] = [];
  const code = await demo({ env, directory, print: (line) => lines.push(line) });
  return { code, text: lines.join('\n'), directory };
}

test('shows a whole first sync and a second one that writes only what happened in between', async () => {
  const { code, text, directory } = await shown({});
  expect({ code, text }).toMatchObject({ code: 0 });
  expect(text).toMatch(/^ {2}SUCCEEDED \(/m);
  expect(text).toMatch(/^ {2}users +61 +\d+ +61 new$/m);
  expect(text).toMatch(/^ {2}calls +3,000 +\d+ +3,000 new$/m);
  expect(text).toMatch(/Verified: Aircall counts ([\d,]+) rows in what was read; \1 different ids came\./);
  expect(text).toMatch(/^ {2}users +2 +\d+ +1 changed, 1 deleted$/m);
  expect(text).toMatch(/^ {2}calls +\d+ +\d+ +5 new, \d changed/m);
  expect(text).toMatch(/^ {2}2026-09-15 +(\d+) +\1$/m);
  expect(await readFile(join(directory, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/);
  expect((await readdir(directory)).toSorted()).toEqual(['counts.json', 'data', 'report.html']);
});

test('reads a real account when its key is in the environment, and leaves the key nowhere', async () => {
  const aircall = new Aircall({ nowMs: Date.now(), calls: 120, days: 3, users: 5 });
  const server = await serve(aircall);
  const { code, text, directory } = await shown({
    AIRCALL_API_ID: aircall.apiId,
    AIRCALL_API_TOKEN: aircall.apiToken,
    AIRCALL_API_URL: server.url,
  });
  await server.close();
  expect({ code, text }).toMatchObject({ code: 0 });
  expect(text).toMatch(/^ {2}calls +120 /m);
  const files = await Promise.all(
    (await readdir(directory, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')),
  );
  expect([text, ...files].join('\n')).not.toContain(aircall.apiToken);
  expect(aircall.violations).toEqual([]);
});

test('ends with the reason when the key is wrong', async () => {
  const server = await serve(new Aircall());
  const { code, text } = await shown({
    AIRCALL_API_ID: 'wrong-id',
    AIRCALL_API_TOKEN: 'wrong-token',
    AIRCALL_API_URL: server.url,
  });
  await server.close();
  expect(code).toBe(1);
  expect(text).toContain('FAILED: Aircall refuse');
});

test('half a key is no key', async () => {
  const { code, text } = await shown({ AIRCALL_API_ID: 'lonely' });
  expect(code).toBe(1);
  expect(text).toContain('Set both AIRCALL_API_ID and AIRCALL_API_TOKEN');
});
