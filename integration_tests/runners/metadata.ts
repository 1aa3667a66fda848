import assert from 'node:assert/strict';
import { join } from 'node:path';
import { countsIn, execute } from './python.ts';
import type { Proof } from './proof.ts';

const file = join(import.meta.dirname, '..', '..', 'metadata.yaml');

/** Airbyte's own model of a metadata.yaml, which knows each key, on ours. */
export async function metadataModel(python: string, version: string): Promise<Proof> {
  const said = await execute(python, ['-W', 'ignore', join(import.meta.dirname, 'metadata.py'), file]);
  const counts = countsIn(said);
  assert.ok(typeof counts === 'object' && counts !== null && 'keys' in counts);
  return {
    runner: 'Airbyte’s metadata model (airbyte-connector-models)',
    version,
    how: 'ConnectorMetadataDefinitionV0 on metadata.yaml, and on two that are wrong',
    result: `${String(counts.keys)} keys are valid; an unknown key and a missing one are refused`,
  };
}
