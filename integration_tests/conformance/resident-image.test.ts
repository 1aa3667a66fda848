import { expect, test } from 'vitest';
import { Aircall } from '../simulator/aircall.ts';
import { serve } from '../simulator/server.ts';
import { catalogOf } from '../support/catalog.ts';
import { configFor } from '../support/run-connector.ts';
import { residentImage } from './resident-image.ts';
import { image, run } from './target.ts';

const resident = residentImage();

test('a kill ends the process in the container, also one that waits for an answer', async () => {
  const aircall = new Aircall({ calls: 345 });
  const served = await serve(aircall, {
    latencyMs: async ({ path }) => (path === '/v1/calls' ? new Promise<number>(() => {}) : 0),
  });
  const inputs = { config: configFor(aircall, served.url), catalog: catalogOf() };
  // Its output ends with the last process that could write to it.
  const { lines } = await run(resident, 'read', { ...inputs, killAfter: 3 });
  expect(lines).toHaveLength(3);
  await served.close();
});

test.each([
  ['a container that Docker cannot start', image, { docker: ['--user', 'nobody-knows'] }, /nobody-knows/],
  ['a variable that Docker cannot set', resident, { env: { '': '' } }, /invalid environment variable/],
  ['a program that is not there', resident, { shell: 'exec nothing-there' }, /nothing-there: not found/],
  ['a kill from outside', resident, { shell: 'kill -s KILL $$' }, /exit code 137/],
] as const)('%s is an error that says so', async (_what, target, inputs, said) => {
  await expect(run(target, 'spec', inputs)).rejects.toThrow(said);
});
