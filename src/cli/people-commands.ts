import type { CountInput } from '../commands/count.ts';
import type { SyncInput } from '../commands/sync.ts';
import type { Deps } from '../runtime/runtime.ts';
import type { Request } from './arguments.ts';
import { makePeopleLog } from './people-log.ts';

/** Runs `count`, and resolves to its exit code. */
export async function countCalls(
  { flags }: Request,
  input: Omit<CountInput, 'options' | 'log'>,
): Promise<number> {
  const { count } = await import('../commands/count.ts');
  const { countOptions } = await import('./count-options.ts');
  await count({ ...input, options: countOptions(flags), log: makePeopleLog(input.deps.stderr) });
  return 0;
}

/** Runs `sync`, and resolves to its exit code. `read` runs the program with other arguments. */
export async function syncToFolder(
  { paths, folder = '', debug }: Request,
  deps: Deps,
  read: SyncInput['read'],
): Promise<number> {
  const { sync } = await import('../commands/sync.ts');
  return sync({ config: paths.config ?? '', catalog: paths.catalog, folder, debug, deps, read });
}
