import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEntries, type Entry } from './entries.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entries-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function entriesOf(...lines: readonly string[]): Promise<readonly Entry[]> {
  const path = join(folder, 'log');
  await writeFile(path, lines.join('\n'));
  return all(readEntries([path]));
}

async function all(entries: AsyncIterable<Entry>): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for await (const entry of entries) found.push(entry);
  return found;
}

test('errors come with their stream, their time and their type', async () => {
  const error = { message: 'bad', failure_type: 'config_error' };
  const trace = { type: 'ERROR', emitted_at: 5, error };
  const named = { ...trace, error: { ...error, stream_descriptor: { name: 'calls' } } };
  expect(
    await entriesOf(
      JSON.stringify({ type: 'TRACE', trace }),
      JSON.stringify({ at: '2026-10-01T00:00:00Z', type: 'TRACE', trace: named }),
      JSON.stringify({ type: 'TRACE', trace: { ...trace, emitted_at: undefined } }),
    ),
  ).toEqual([
    { kind: 'error', atMs: 5, stream: undefined, failureType: 'config_error', message: 'bad' },
    {
      kind: 'error',
      atMs: Date.UTC(2026, 9, 1),
      stream: 'calls',
      failureType: 'config_error',
      message: 'bad',
    },
    { kind: 'error', atMs: undefined, stream: undefined, failureType: 'config_error', message: 'bad' },
  ]);
});

test('what is no line of the connector is let pass', async () => {
  expect(
    await entriesOf(
      '{"type":"RECORD","record":{}}',
      '{not JSON, progress',
      '[1]',
      '{"type":"LOG","log":{"level":"INFO","message":"of another program"}}',
      '{"type":"TRACE","trace":{"type":"ESTIMATE"}}',
      '{"type":"STATE"}',
      'anything at all',
    ),
  ).toEqual([]);
});

test('a line of text has the time and the offset before it', async () => {
  const [plain, offset, none] = await entriesOf(
    '2026-10-01 10:00:00 source > odd-rows: calls: x',
    '2026-10-01T10:00:00+02:00 WARN odd-rows: calls: x',
    'odd-rows: calls: x',
  );
  expect([plain?.atMs, offset?.atMs, none?.atMs]).toEqual([
    Date.UTC(2026, 9, 1, 10),
    Date.UTC(2026, 9, 1, 8),
    undefined,
  ]);
});

test('a folder without runs has nothing', async () => {
  await mkdir(join(folder, 'empty'), { recursive: true });
  expect(await all(readEntries([join(folder, 'empty')]))).toEqual([]);
});
