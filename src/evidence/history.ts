import type { Entry } from './entries.ts';
import type { LogLine } from './log-line.ts';
import { sliceIn, type ListEvidence, type SliceEvidence } from './slices.ts';

/** What one stream cost in one run. */
export type StreamCost = {
  readonly written: number;
  readonly read: number;
  readonly deleted: number;
  readonly requests: number;
  readonly rateLimited: number;
  readonly waitedForLimitS: number;
  readonly waitedForAircallS: number;
  readonly waitedForReaderS: number;
};

export type Notice = {
  readonly atMs: number | undefined;
  readonly level: string;
  readonly code: string;
  readonly text: string;
};

/** `requests` and `perMinute` at one moment of a stream. */
export type Sample = {
  readonly atMs: number;
  readonly stream: string;
  readonly requests: number;
  readonly perMinute: number;
};

/** One run of the connector, as far as its log tells. */
export type Run = {
  readonly id: string;
  startedMs: number | undefined;
  /** Undefined: it was stopped, killed, or its log is cut off. */
  endedMs: number | undefined;
  lastMs: number | undefined;
  version: string | undefined;
  account: string | undefined;
  settings: Readonly<Record<string, string>>;
  /** The streams that did not end complete, once the run has ended. */
  incomplete: readonly string[];
  readonly costs: Map<string, StreamCost>;
  readonly slices: SliceEvidence[];
  readonly lists: ListEvidence[];
  readonly notices: Notice[];
  readonly samples: Sample[];
};

/** All runs that the entries tell of, by the time at which they began. A run that is told of twice counts once. */
export async function historyOf(entries: AsyncIterable<Entry>): Promise<readonly Run[]> {
  const builder = new HistoryBuilder();
  for await (const entry of entries) builder.add(entry);
  return builder.runs;
}

class HistoryBuilder {
  readonly #runs = new Map<string, Run>();
  readonly #seen = new Set<string>();
  #current: Run | undefined;

  get runs(): readonly Run[] {
    return [...this.#runs.values()].toSorted(
      (a, b) => (a.startedMs ?? a.lastMs ?? 0) - (b.startedMs ?? b.lastMs ?? 0),
    );
  }

  add(entry: Entry): void {
    if (entry.kind === 'error') return this.#notice(entry.atMs, 'ERROR', entry.failureType, entry.message);
    const { line } = entry;
    const id = line.facts['run'];
    if (id !== undefined) this.#current = this.#run(id);
    const run = this.#current;
    if (run === undefined) return;
    const atMs = Date.parse(line.facts['at'] ?? '') || entry.atMs;
    run.lastMs = Math.max(run.lastMs ?? 0, atMs ?? 0) || undefined;
    this.#take(run, line, atMs, entry.level ?? 'INFO');
  }

  #take(run: Run, line: LogLine, atMs: number | undefined, level: string): void {
    const { code, facts } = line;
    if (code === 'run-started') start(run, facts, atMs);
    else if (code === 'run-ended') end(run, facts, atMs);
    else if (code === 'slice-verified' || code === 'slice-unverified') this.#evidence(run, line);
    else if (code === 'stream-read') run.costs.set(facts['stream'] ?? '', costIn(facts));
    else if (code === 'progress') run.samples.push(sampleIn(facts, atMs ?? run.lastMs ?? 0));
    else this.#notice(atMs, level, code, line.text);
  }

  /** A line that comes twice does no harm: slices are united, and of lists the last counts. */
  #evidence(run: Run, { code, facts }: LogLine): void {
    run.account ??= facts['account'];
    run.version ??= facts['version'];
    const evidence = sliceIn(facts, code === 'slice-verified');
    if (evidence === undefined) return;
    if ('to' in evidence) run.slices.push(evidence);
    else run.lists.push(evidence);
  }

  #notice(atMs: number | undefined, level: string, code: string, text: string): void {
    const run = this.#current;
    if (run === undefined || !this.#isNew(`${run.id} ${code} ${text} ${atMs ?? ''}`)) return;
    // The log has said it of the stream already.
    if (run.notices.some((notice) => notice.text.endsWith(text))) return;
    run.notices.push({ atMs: atMs ?? run.lastMs, level, code, text });
  }

  #isNew(text: string): boolean {
    const size = this.#seen.size;
    return this.#seen.add(text).size > size;
  }

  #run(id: string): Run {
    const known = this.#runs.get(id);
    if (known !== undefined) return known;
    const run: Run = {
      id,
      startedMs: undefined,
      endedMs: undefined,
      lastMs: undefined,
      version: undefined,
      account: undefined,
      settings: {},
      incomplete: [],
      costs: new Map(),
      slices: [],
      lists: [],
      notices: [],
      samples: [],
    };
    this.#runs.set(id, run);
    return run;
  }
}

function start(run: Run, facts: Readonly<Record<string, string>>, atMs: number | undefined): void {
  const { at: _at, run: _run, version, account, ...settings } = facts;
  run.startedMs = atMs;
  run.version = version;
  run.account ??= account;
  run.settings = settings;
}

function end(
  run: Run,
  { incomplete = 'none', account }: Readonly<Record<string, string>>,
  atMs?: number,
): void {
  run.endedMs = atMs ?? run.lastMs;
  run.account ??= account;
  run.incomplete = incomplete === 'none' ? [] : incomplete.split(',');
}

function costIn(facts: Readonly<Record<string, string>>): StreamCost {
  const number = (key: string): number => Number(facts[key] ?? 0);
  return {
    written: number('rows_written'),
    read: number('rows_read'),
    deleted: number('rows_deleted'),
    requests: number('requests'),
    rateLimited: number('rate_limited'),
    waitedForLimitS: number('waited_for_limit_s'),
    waitedForAircallS: number('waited_for_aircall_s'),
    waitedForReaderS: number('waited_for_reader_s'),
  };
}

function sampleIn(facts: Readonly<Record<string, string>>, atMs: number): Sample {
  return {
    atMs,
    stream: facts['stream'] ?? '',
    requests: Number(facts['requests'] ?? 0),
    perMinute: Number(facts['per_minute'] ?? 0),
  };
}
