import type { CountInput } from '../commands/count.ts';
import type { SyncInput } from '../commands/sync.ts';
import type { Writer } from '../protocol/writer.ts';
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

/** Runs a command that needs no configuration read for it, and resolves to its exit code. */
export async function runForPeople(
  request: Request,
  writer: Writer,
  deps: Deps,
  read: SyncInput['read'],
): Promise<number> {
  if (request.command === 'sync') return syncToFolder(request, deps, read);
  return request.command === 'report' ? makeReport(request, writer, deps) : askForConfig(request, deps);
}

/** Runs `report`, and resolves to its exit code. */
async function makeReport(request: Request, writer: Writer, deps: Deps): Promise<number> {
  const { report } = await import('../commands/report.ts');
  const { reportOptions } = await import('./report-options.ts');
  await report({ ...reportOptions(request), writer, deps });
  return 0;
}

/** Runs `init`, and resolves to its exit code. */
async function askForConfig({ flags, folder = '.' }: Request, deps: Deps): Promise<number> {
  const { init } = await import('../commands/init.ts');
  const { 'api-url': apiUrl } = flags;
  return init({ folder, apiUrl: typeof apiUrl === 'string' ? apiUrl : undefined, deps });
}

/** Runs `sync`, and resolves to its exit code. `read` runs the program with other arguments. */
async function syncToFolder(
  { paths, folder = '', debug }: Request,
  deps: Deps,
  read: SyncInput['read'],
): Promise<number> {
  const { sync } = await import('../commands/sync.ts');
  return sync({ config: paths.config ?? '', catalog: paths.catalog, folder, debug, deps, read });
}
