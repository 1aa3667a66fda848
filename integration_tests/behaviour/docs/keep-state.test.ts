import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { suggestedStreams } from '../../support/catalog.ts';
import { Aircall } from '../../simulator/aircall.ts';
import { serve } from '../../simulator/server.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const SCRIPT = join(ROOT, 'docs', 'keep-state.sh');

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'keep-state-'));

function start(directory: string, command: readonly string[], { input = '', path = '' } = {}) {
  const env = { ...process.env, PATH: `${path}:${process.env['PATH']}` };
  // In a process group of its own, which can be killed as a whole.
  const child = spawn('sh', [SCRIPT, directory, ...command], { stdio: 'pipe', detached: true, env });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const kill = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  const done = Promise.all([once(child, 'close'), text(child.stderr)]).then(([, logs]) => ({
    code: child.exitCode,
    logs,
  }));
  return { kill, done };
}

/** What stands in the directory, as a loader reads it: a last line that was cut off does not count. */
async function left(directory: string) {
  const names = await readdir(directory);
  const files = names.filter((name) => name.startsWith('records-'));
  const texts = await Promise.all(files.map((name) => readFile(join(directory, name), 'utf8')));
  const lines = texts.flatMap((content) => content.split('\n').slice(0, -1));
  const records: { record: { stream: string; data: { id: number } } }[] = lines.map((line) =>
    JSON.parse(line),
  );
  const states: { state: { stream: { stream_descriptor: { name: string }; stream_state: unknown } } }[] =
    JSON.parse(await readFile(join(directory, 'state.json'), 'utf8'));
  return {
    ids: records.map(({ record }) => `${record.stream} ${record.data.id}`),
    states: new Map(
      states.map(({ state: { stream } }) => [stream.stream_descriptor.name, stream.stream_state] as const),
    ),
  };
}

const record = (id: number): string =>
  `{"type":"RECORD","record":{"stream":"calls","emitted_at":1,"data":{"id":${id}}}}`;
const state = (stream: string, value: number): string =>
  `{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"${stream}"},"stream_state":{"at":${value}}},"sourceStats":{"recordCount":1}}}`;

/** A command that prints these lines and ends with `end`. */
const printing = (lines: readonly string[], end: string): readonly string[] => [
  'sh',
  '-c',
  `printf '%s\\n' "$@"; ${end}`,
  'sh',
  ...lines,
];

describe('keep-state.sh', () => {
  test('keeps the records, the last state of each stream and the exit code', async () => {
    const directory = await folder();
    const lines = [
      record(1),
      state('calls', 1),
      state('users', 5),
      '{"type":"LOG"}',
      record(2),
      state('calls', 2),
    ];
    const { code, logs } = await start(directory, printing(lines, 'exit 1')).done;
    expect({ code, logs }).toEqual({ code: 1, logs: '{"type":"LOG"}\n' });
    expect(await left(directory)).toEqual({
      ids: ['calls 1', 'calls 2'],
      states: new Map([
        ['calls', { at: 2 }],
        ['users', { at: 5 }],
      ]),
    });
  });

  test('keeps the state of a stream that a later run says nothing of', async () => {
    const directory = await folder();
    await start(directory, printing([state('calls', 1), state('users', 1)], 'exit 0')).done;
    const { code } = await start(directory, printing([state('users', 2)], 'exit 0')).done;
    expect(code).toBe(0);
    expect((await left(directory)).states).toEqual(
      new Map([
        ['calls', { at: 1 }],
        ['users', { at: 2 }],
      ]),
    );
  });

  test.each([
    ['record', record(7).slice(0, 30)],
    ['record that looks whole', '{"type":"RECORD","record":{"stream":"calls"}'],
    ['state', state('calls', 9).slice(0, -20)],
  ])('leaves out half a %s of a command that was killed', async (_, half) => {
    const directory = await folder();
    const command = printing([record(1), state('calls', 1)], `printf '%s' '${half}'; kill -9 $$`);
    const { code } = await start(directory, command).done;
    expect(code).toBe(137);
    expect(await left(directory)).toEqual({ ids: ['calls 1'], states: new Map([['calls', { at: 1 }]]) });
  });

  test('killed when the new state is written and not yet in its place, it leaves the old one', async () => {
    const directory = await folder();
    await start(directory, printing([state('calls', 1)], 'exit 0')).done;
    const path = await folder();
    await writeFile(join(path, 'mv'), '#!/bin/sh\nkill -9 0\n', { mode: 0o755 });
    await start(directory, printing([record(2), state('calls', 2)], 'exit 0'), { path }).done;
    expect(await readdir(directory)).toContain('state.json.new');
    expect(await left(directory)).toEqual({ ids: ['calls 2'], states: new Map([['calls', { at: 1 }]]) });
  });

  test('says how it is used', async () => {
    const child = spawn('sh', [SCRIPT], { stdio: 'pipe' });
    expect(await text(child.stderr)).toContain('usage:');
  });
});

test('killed at any moment, it leaves a whole state and loses nothing', { timeout: 120_000 }, async () => {
  const aircall = new Aircall({ calls: 6000, users: 60, teams: 5, inProgress: false });
  const server = await serve(aircall, { latencyMs: 4 });
  const config = JSON.stringify({
    api_id: aircall.apiId,
    api_token: aircall.apiToken,
    api_url: server.url,
    requests_per_minute: 60_000,
  });
  const directory = await folder();
  const run = (): ReturnType<typeof start> => {
    const flags = ['--catalog', join(ROOT, 'docs', 'catalog.json'), '--state', join(directory, 'state.json')];
    return start(
      directory,
      [process.execPath, join(ROOT, 'dist', 'main.js'), 'read', '--config', '-', ...flags],
      { input: config },
    );
  };
  const progress: number[] = [];
  // Each run is killed after some answers more than the one before: in its first moments, and far into the calls.
  for (let answers = 1; answers <= 141; answers += 14) {
    const { kill, done } = run();
    let asked = 0;
    const forget = aircall.beforeRequest(() => {
      if (++asked >= answers) kill();
    });
    await done;
    forget();
    progress.push((await left(directory)).states.size);
  }
  const { code } = await run().done;
  await server.close();
  expect(code).toBe(0);
  // The first runs left no state, the later ones one of each stream.
  expect(progress[0]).toBe(0);
  expect(progress.at(-1)).toBe(suggestedStreams.length);
  const { ids } = await left(directory);
  expect(new Set(ids.filter((id) => id.startsWith('calls')))).toEqual(
    new Set(aircall.account.callIds().map((id) => `calls ${id}`)),
  );
  const { tags, numbers, contacts, webhooks } = aircall.account;
  const small = [tags, numbers, contacts, webhooks].reduce((sum, { size }) => sum + size, 0);
  const listed = ids.filter((id) => /^(?:calls|users|teams|tags|numbers|contacts|webhooks) \d/.test(id));
  expect(new Set(listed).size).toBe(6065 + small);
});

test('lines of the log show as they come', async () => {
  const directory = await folder();
  const go = join(directory, 'go');
  const wait = `printf '%s\\n' '{"type":"LOG","log":{"message":"first"}}' ''; until [ -e '${go}' ]; do sleep 0.05; done`;
  const child = spawn('sh', [SCRIPT, directory, 'sh', '-c', wait], { stdio: ['ignore', 'ignore', 'pipe'] });
  const closed = once(child, 'close');
  // The line is there while the command still runs: otherwise this waits until the test's own limit.
  const [chunk] = await once(child.stderr, 'data');
  expect(String(chunk)).toContain('first');
  await writeFile(go, '');
  await closed;
  expect(child.exitCode).toBe(0);
});
