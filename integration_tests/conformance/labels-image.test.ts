import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { IMAGE } from '../image/docker.ts';
import { inspect } from '../image/inspect.ts';

type Metadata = { readonly data: { readonly dockerRepository: string; readonly dockerImageTag: string } };

test('image_labels, image_environment_variables: name, version and entry point are said in one way', async () => {
  const { Config: found } = await inspect(IMAGE);
  const path = join(import.meta.dirname, '..', '..', 'metadata.yaml');
  const { data }: Metadata = parse(await readFile(path, 'utf8'));
  expect(found.Labels).toMatchObject({
    'io.airbyte.name': data.dockerRepository,
    'io.airbyte.version': data.dockerImageTag,
  });
  expect(found.Env).toContain(`AIRBYTE_ENTRYPOINT=${found.Entrypoint.join(' ')}`);
  expect(data.dockerImageTag).toBe(manifest.version);
});
