/** `npm run image:base`: writes the newest digest of the base image into the Dockerfile. Needs a registry and buildx. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BASE, dockerOutput } from './docker.ts';

const path = join(import.meta.dirname, '..', '..', 'Dockerfile');
const digest = await dockerOutput(
  'buildx',
  'imagetools',
  'inspect',
  BASE,
  '--format',
  '{{.Manifest.Digest}}',
);
if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`not a digest: ${digest}`);
const file = await readFile(path, 'utf8');
await writeFile(path, file.replaceAll(new RegExp(`${BASE}@sha256:[0-9a-f]{64}`, 'g'), `${BASE}@${digest}`));
