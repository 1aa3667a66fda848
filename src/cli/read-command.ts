import { read } from '../commands/read.ts';
import { parseCatalog } from '../protocol/catalog.ts';
import { RunFacts } from '../read/run-facts.ts';
import type { ReadInput } from '../read/read-streams.ts';
import { newRunId } from '../runtime/run-id.ts';
import { statesIn } from './given-states.ts';
import type { InputFile } from './input-files.ts';

/** Runs `read` with the files of the command line, and resolves to its exit code. */
export async function readCatalog(
  run: Pick<ReadInput, 'config' | 'writer' | 'log' | 'deps' | 'quote'>,
  input: (file: InputFile) => Promise<unknown> | undefined,
  onPosition: ReadInput['onPosition'],
): Promise<number> {
  const { deps, log } = run;
  const catalog = parseCatalog(await input('catalog'));
  const { state, oddities } = statesIn(await input('state'));
  if (oddities !== undefined) await log.warn('state-not-understood', oddities);
  const facts = new RunFacts(deps.runId ?? newRunId(deps.clock.now()), deps.clock);
  return read({ ...run, catalog, state, facts, onPosition });
}
