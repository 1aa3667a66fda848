import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { gotWorse, meetsGoal, type Ratio } from './ratios.ts';

export type Result = {
  /** `full` and `short` runs differ in size, and are compared with their own kind. */
  readonly form: 'full' | 'short';
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly ratios: readonly Ratio[];
};

const root = join(import.meta.dirname, '..', '..');
const PAGE = join(root, 'docs', 'benchmarks.md');

/** The last result of each form that somebody chose to keep. */
const KEPT = join(import.meta.dirname, 'last-result.json');

const START = '<!-- bench:start -->';
const END = '<!-- bench:end -->';

/** The result as Markdown. */
export function tableOf({ machine, versions, ratios }: Result): string {
  const used = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    '| | connector | compared with | ratio | goal |',
    '| --- | ---: | --- | ---: | ---: |',
    ...ratios.map((each) => {
      const { name, ours, theirs, value, goal } = each;
      if (goal === undefined) return `| ${name} | ${ours} | ${theirs} | ${value.toFixed(2)} | |`;
      const wanted = 'atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`;
      return `| ${name} | ${ours} | ${theirs} | ${value.toFixed(2)} | ${wanted}${meetsGoal(each) ? '' : ' (missed)'} |`;
    }),
    '',
    `Medians of interleaved runs on ${machine}; ${used.join(', ')}. The limit is a bare loop that fetches the same pages, parses them and writes their rows, and nothing else; where it says so, it makes the same records of them first.`,
  ].join('\n');
}

/** A line for each ratio that is worse by more than a tenth than in the result that was kept. */
export function regressions(result: Result): readonly string[] {
  const before = keptResults()[result.form]?.ratios ?? [];
  return result.ratios.flatMap((now) => {
    const then = before.find(
      ({ name, theirs }) => name === now.name && rivalOf(theirs) === rivalOf(now.theirs),
    );
    if (then === undefined || !gotWorse(now, then.value)) return [];
    return [
      `${now.name}, compared with ${rivalOf(now.theirs)}: ${then.value.toFixed(2)} → ${now.value.toFixed(2)}`,
    ];
  });
}

/** Keeps the result for later runs to compare with, and puts the table of a full one into docs/benchmarks.md. */
export async function keep(result: Result): Promise<void> {
  await writeFormatted(KEPT, JSON.stringify({ ...keptResults(), [result.form]: result }));
  if (result.form === 'short') return;
  const readme = readFileSync(PAGE, 'utf8');
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (start < 0 || end < start) throw new Error(`docs/benchmarks.md lacks the lines ${START} and ${END}.`);
  const before = readme.slice(0, start + START.length);
  await writeFormatted(PAGE, `${before}\n\n${tableOf(result)}\n\n${readme.slice(end)}`);
}

/** As `npm run format` would. */
async function writeFormatted(filepath: string, text: string): Promise<void> {
  const style = await resolveConfig(filepath);
  writeFileSync(filepath, await format(text, { ...style, filepath }));
}

function keptResults(): Partial<Record<Result['form'], Result>> {
  return existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, 'utf8')) : {};
}

function rivalOf(theirs: string): string {
  return theirs.slice(0, theirs.lastIndexOf(':'));
}
