import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { baseImage } from './build-image.ts';
import { dockerOutput, IMAGE } from './docker.ts';
import { inspect } from './inspect.ts';

const LAYERS_MOST = 3_000_000;

describe('the image', () => {
  test('starts with the same words by its entry point and by AIRBYTE_ENTRYPOINT', async () => {
    const { Config } = await inspect(IMAGE);
    expect(Config.Entrypoint).toEqual(['sh', '/airbyte/integration_code/entrypoint.sh']);
    expect(Config.Env).toContain(`AIRBYTE_ENTRYPOINT=${Config.Entrypoint.join(' ')}`);
  });

  test('runs as the user 1000, by number, with a home', async () => {
    const { Config } = await inspect(IMAGE);
    expect(Config.User).toBe('1000');
    expect(Config.Env).toContain('HOME=/home/node');
  });

  test('says which connector and version it is, as package.json does', async () => {
    const { Config } = await inspect(IMAGE);
    expect(Config.Labels).toMatchObject({
      'io.airbyte.name': manifest.name,
      'io.airbyte.version': manifest.version,
      'org.opencontainers.image.title': manifest.name,
      'org.opencontainers.image.version': manifest.version,
      'org.opencontainers.image.licenses': manifest.license,
    });
  });

  test('adds less than 3 MB to its base', async () => {
    const [image, base] = await Promise.all([inspect(IMAGE), inspect(await baseImage())]);
    expect(image.Size - base.Size).toBeGreaterThan(0);
    expect(image.Size - base.Size).toBeLessThan(LAYERS_MOST);
  });

  test('holds the bundle with its licences and its bill of materials, and nothing else', async () => {
    const list = ['--entrypoint', 'find', IMAGE, '/airbyte', '-type', 'f'];
    const files = (await dockerOutput('run', '--rm', '--network', 'host', ...list)).split('\n');
    expect(files).toEqual(
      expect.arrayContaining(
        ['entrypoint.sh', 'main.js', 'package.json', 'sbom.cdx.json', 'THIRD-PARTY-LICENSES.txt'].map(
          (file) => `/airbyte/integration_code/${file}`,
        ),
      ),
    );
    const odd = files.filter(
      (file) => !/\/(?:[\w-]+\.js(?:\.LEGAL\.txt)?|[\w.-]+\.json|[A-Z-]+\.txt|entrypoint\.sh)$/.test(file),
    );
    expect(odd).toEqual([]);
    expect(files.filter((file) => file.includes('node_modules'))).toEqual([]);
  });
});
