import { join } from 'node:path';
import { dockerOutput, IMAGE } from './docker.ts';

/** Builds the image once, before the first test. */
export async function setup(): Promise<void> {
  const root = join(import.meta.dirname, '..', '..');
  await dockerOutput('build', '--network', 'host', '--quiet', '--tag', IMAGE, root);
}
