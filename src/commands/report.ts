import { readEntries } from '../evidence/entries.ts';
import { readCounts } from '../evidence/counts.ts';
import { historyOf } from '../evidence/history.ts';
import { rowsByDay } from '../count/folder-rows.ts';
import { errorOf } from '../errors/catalogue.ts';
import type { Writer } from '../protocol/writer.ts';
import { reportPage } from '../report/page.ts';
import type { Deps } from '../runtime/runtime.ts';
import { version } from '../runtime/version.ts';

export type ReportInput = {
  /** Folders of `sync`, files of messages, texts of a platform's log. */
  readonly paths: readonly string[];
  /** What `count --json` printed. */
  readonly counts: string | undefined;
  readonly writer: Writer;
  readonly deps: Deps;
};

/** Prints a page about what the runs read. Throws ConfigError where there is no run, or a file cannot be read. */
export async function report({ paths, counts, writer, deps }: ReportInput): Promise<void> {
  const runs = await historyOf(readEntries(paths)).catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw errorOf('input-not-read', { what: paths.join(', '), code }, { cause });
  });
  if (runs.length === 0) throw errorOf('nothing-to-report', { what: paths.join(', ') });
  const source = counts === undefined ? undefined : await readCounts(counts);
  const rows = await rowsByDay(paths);
  await writer.print(reportPage({ runs, counts: source, rows, version, nowMs: deps.clock.now() }));
}
