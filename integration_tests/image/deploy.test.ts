import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { suggestedStreams } from '../support/catalog.ts';
import { Aircall } from '../simulator/aircall.ts';
import { serve, type Served } from '../simulator/server.ts';
import { recipesFor } from '../support/recipes.ts';
import { docker, IMAGE, type Result } from './docker.ts';

const aircall = new Aircall({ calls: 345, users: 12, teams: 3, inProgress: false });
let server: Served;
let config: string;

beforeAll(async () => {
  server = await serve(aircall);
  config = JSON.stringify({
    api_id: aircall.apiId,
    api_token: aircall.apiToken,
    api_url: server.url,
    requests_per_minute: 60_000,
  });
});

afterAll(() => server.close());

/** The IDs of the rows in the files of a stream. */
async function idsOf(folder: string, stream: string): Promise<readonly number[]> {
  const names = await readdir(join(folder, stream));
  const files = await Promise.all(names.map((name) => readFile(join(folder, stream, name), 'utf8')));
  return files
    .join('')
    .trimEnd()
    .split('\n')
    .map((line): number => JSON.parse(line).id)
    .toSorted((a, b) => a - b);
}

async function statesIn(folder: string): Promise<number> {
  const states: readonly unknown[] = JSON.parse(await readFile(join(folder, 'state.json'), 'utf8'));
  return states.length;
}

test('plain Docker: the lines of the page sync twice, and the second time nothing comes', async () => {
  const [lines = ''] = await recipesFor('integration_tests/image/deploy.test.ts');
  const folder = await mkdtemp(join(tmpdir(), 'deploy-'));
  await writeFile(join(folder, 'config.json'), config);
  // The simulated Aircall listens on this machine only.
  await mkdir(join(folder, 'bin'));
  const shim = '#!/bin/sh\nshift\nexec "$DOCKER" run --network host "$@"\n';
  await writeFile(join(folder, 'bin', 'docker'), shim, { mode: 0o755 });
  for (let run = 1; run <= 2; run++) {
    const { PATH = '' } = process.env;
    const real = await whereIs('docker');
    const env = { ...process.env, DOCKER: real, PATH: `${join(folder, 'bin')}:${PATH}` };
    const child = spawn('sh', ['-ec', lines], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
    const [logs] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect({ code: child.exitCode, logs }).toMatchObject({ code: 0 });
    const calls = await idsOf(join(folder, 'aircall'), 'calls');
    expect(calls).toEqual(aircall.account.callIds().toSorted((a, b) => a - b));
    expect(await idsOf(join(folder, 'aircall'), 'users')).toHaveLength(12);
    expect(await statesIn(join(folder, 'aircall'))).toBe(suggestedStreams.length);
  }
});

test('CronJob: what the manifest says works as it says, user, read-only root and all', async () => {
  const [, yaml = ''] = await recipesFor('integration_tests/image/deploy.test.ts');
  const pod = parse(yaml).spec.jobTemplate.spec.template.spec;
  const [container] = pod.containers;
  const folder = await mkdtemp(join(tmpdir(), 'cronjob-'));
  await chmod(folder, 0o755);
  for (const name of ['data', 'secret']) await mkdir(join(folder, name));
  await chmod(join(folder, 'data'), 0o777);
  await writeFile(join(folder, 'secret', 'config.json'), config);
  expect(pod.volumes.map(({ name }: { name: string }) => name)).toEqual(['data', 'secret']);
  expect(container.securityContext.readOnlyRootFilesystem).toBe(true);
  const mounts: readonly { name: string; mountPath: string; readOnly?: boolean }[] = container.volumeMounts;
  const args: readonly string[] = container.args;
  const flags = [
    ...mounts.map(({ name, mountPath, readOnly }) => [
      '--volume',
      `${join(folder, name)}:${mountPath}${readOnly === true ? ':ro' : ''}`,
    ]),
    ['--read-only', '--cap-drop', container.securityContext.capabilities.drop[0]],
    ['--user', String(pod.securityContext.runAsUser)],
  ].flat();
  const result: Result = await docker(['run', '--rm', '--network', 'host', ...flags, IMAGE, ...args]);
  expect(result).toMatchObject({ code: 0, stdout: '' });
  expect(await idsOf(join(folder, 'data'), 'calls')).toHaveLength(345);
  expect(await statesIn(join(folder, 'data'))).toBe(suggestedStreams.length);
});

async function whereIs(program: string): Promise<string> {
  const child = spawn('sh', ['-c', `command -v ${program}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  return (await text(child.stdout)).trim();
}
