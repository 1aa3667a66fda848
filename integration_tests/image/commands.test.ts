import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Aircall } from '../simulator/aircall.ts';
import { serve, type Served } from '../simulator/server.ts';
import { idsIn } from './output.ts';
import { docker, IMAGE, runImage, type Result } from './docker.ts';

const aircall = new Aircall({ calls: 234, users: 61, teams: 7 });
let server: Served;
let folder: string;
let config: string;

beforeAll(async () => {
  server = await serve(aircall);
  folder = await mkdtemp(join(tmpdir(), 'image-'));
  config = JSON.stringify({
    api_id: aircall.apiId,
    api_token: aircall.apiToken,
    api_url: server.url,
    requests_per_minute: 60_000,
  });
  const streams = ['users', 'teams', 'calls'].map((name) => ({
    stream: { name, json_schema: {}, supported_sync_modes: ['incremental'] },
    sync_mode: 'incremental',
    destination_sync_mode: 'append_dedup',
  }));
  await writeFile(join(folder, 'config.json'), config);
  await writeFile(join(folder, 'catalog.json'), JSON.stringify({ streams }));
  await writeFile(join(folder, 'locked.json'), config);
  // As a person with a private umask has it: the image runs as somebody else.
  await chmod(join(folder, 'locked.json'), 0o000);
  await chmod(folder, 0o755);
});

afterAll(() => server.close());

function mounted(): readonly string[] {
  return ['--volume', `${folder}:/files:ro`];
}

/** What came of a read. */
function outcome({ code, stdout, stderr }: Result): object {
  return { code, stderr, ...Object.fromEntries(idsIn(stdout)) };
}

/** What has to come of it. */
function everything(): object {
  const { account } = aircall;
  return {
    code: 0,
    stderr: '',
    calls: ascending(account.callIds()),
    users: ascending(account.users.keys()),
    teams: ascending(account.teams.keys()),
  };
}

function ascending(ids: Iterable<number>): readonly number[] {
  return [...ids].toSorted((a, b) => a - b);
}

const read = ['read', '--config', '/files/config.json', '--catalog', '/files/catalog.json'];

describe('docker run', () => {
  test('spec', async () => {
    const { code, stdout, stderr } = await runImage({}, 'spec');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ type: 'SPEC' });
  });

  test('check with a mounted configuration, and with one from standard input', async () => {
    const fromFile = await runImage({ flags: mounted() }, 'check', '--config', '/files/config.json');
    const fromInput = await runImage({ input: config }, 'check', '--config', '-');
    for (const { code, stdout, stderr } of [fromFile, fromInput]) {
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('"status":"SUCCEEDED"');
    }
  });

  test('discover', async () => {
    const { code, stdout } = await runImage({ input: config }, 'discover', '--config', '-');
    expect(code).toBe(0);
    expect(stdout).toMatch(/"type":"CATALOG".*"name":"users".*"name":"teams".*"name":"calls"/);
  });

  test('read brings every row once', async () => {
    expect(outcome(await runImage({ flags: mounted() }, ...read))).toEqual(everything());
  });

  test('read in a container that may do nothing: read-only, no capabilities, any user, no home', async () => {
    const flags =
      '--read-only --cap-drop ALL --security-opt no-new-privileges --user 4321:4321 --env HOME=/nonexistent';
    expect(outcome(await runImage({ flags: [...mounted(), ...flags.split(' ')] }, ...read))).toEqual(
      everything(),
    );
  });

  test('read as the Airbyte platform starts it: a shell, the variable, another working directory', async () => {
    const script = `unset HOME; eval "$AIRBYTE_ENTRYPOINT ${read.join(' ')}"`;
    const flags = ['run', '--rm', '--network', 'host', ...mounted(), '--workdir', '/tmp'];
    expect(outcome(await docker([...flags, '--entrypoint', 'sh', IMAGE, '-c', script]))).toEqual(
      everything(),
    );
  });

  test('a configuration that the user of the image may not open: says which file, which user, what to do', async () => {
    const { code, stdout, stderr } = await runImage(
      { flags: mounted() },
      'read',
      '--config',
      '/files/locked.json',
      '--catalog',
      '/files/catalog.json',
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('"failure_type":"config_error"');
    expect(stdout).toMatch(/locked\.json.*1000.*--user/);
  });
});
