/**
 * `npm run image`: builds the image from the Dockerfile as it is. Where no registry can be reached and a stand-in of the
 * base image was made (`.ci/ensure-docker`), from that: it has no digest that the Dockerfile could name.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BASE, docker, dockerOutput, IMAGE } from './docker.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Throws with Docker's own words when it fails. */
export async function buildImage(): Promise<void> {
  const file = await readFile(join(ROOT, 'Dockerfile'), 'utf8');
  const dockerfile = (await hasStandIn()) ? file.replaceAll(/@sha256:[0-9a-f]{64}/g, '') : file;
  const args = ['build', '--network', 'host', '--quiet', '--tag', IMAGE, '--file', '-', ROOT];
  const { code, stderr } = await docker(args, dockerfile);
  if (code !== 0) throw new Error(`docker build failed: ${stderr}`);
}

/** The name of the base image that the image is built from here. */
export async function baseImage(): Promise<string> {
  const file = await readFile(join(ROOT, 'Dockerfile'), 'utf8');
  const pinned = /^FROM (\S+)$/m.exec(file)?.[1] ?? BASE;
  return (await hasStandIn()) ? BASE : pinned;
}

/** An image that was pulled knows its digest; one that was made here does not. */
async function hasStandIn(): Promise<boolean> {
  const { code } = await docker(['image', 'inspect', BASE]);
  if (code !== 0) return false;
  return (await dockerOutput('image', 'inspect', '--format', '{{len .RepoDigests}}', BASE)) === '0';
}

if (import.meta.main) await buildImage();
