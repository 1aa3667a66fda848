import type { Measured, Plan, Reading } from './measure.ts';
import type { Cost } from './run-piped.ts';

export type Ratio = {
  readonly name: string;
  /** The connector's figure, and the one that it is compared with, for a person. */
  readonly ours: string;
  readonly theirs: string;
  readonly value: number;
  /** Without one the ratio is there to explain the others; it is the better the higher it is. */
  readonly goal: { readonly atLeast: number } | { readonly atMost: number } | undefined;
};

type Figure = { readonly value: number; readonly text: string };

/** Ratios of medians, ours to theirs. What was not measured is left out. */
export function ratiosOf(measured: Measured, plan: Plan): readonly Ratio[] {
  const { starts, large, small, huge, slow } = measured;
  const many = amount(plan.large.calls);
  const few = amount(plan.small.calls);
  const most = amount(plan.huge);
  const ratios: readonly Ratio[] = [
    ratio('`spec`', duration(starts.spec), 'bare `node -e 0`', duration(starts.node), { atMost: 3 }),
    ratio('`check`', duration(starts.check), '`spec`', duration(starts.spec), { atMost: 2 }),
    ratio(`${many} calls`, speed(large.read), 'the limit', speed(large.limit), { atLeast: 0.8 }),
    ratio(`${many} calls`, speed(large.read), LIMIT_OF_RECORDS, speed(large.limitOfRecords), {
      atLeast: 0.8,
    }),
    ratio(`${many} calls, by processor time`, speedOfWork(large.read), 'the limit', speedOfWork(large.limit)),
    ratio(`${many} calls, personal data hashed`, speed(large.hashed), 'kept', speed(large.read), {
      atLeast: 0.6,
    }),
    ratio('once running', runningSpeed(large.read), CDK, runningSpeed(small.cdk), { atLeast: 10 }),
    ratio('once running', runningSpeed(large.read), CDK_AS_IS, runningSpeed(small.cdkAsIs)),
    ratio(`${few} calls, start to end`, speed(small.read), CDK, speed(small.cdk), { atLeast: 15 }),
    ratio(`${few} calls, start to end`, speed(small.read), CDK_AS_IS, speed(small.cdkAsIs)),
    ratio(`peak memory, ${many} calls`, peak(large.read), 'the limit', peak(large.limit), { atMost: 1.15 }),
    ratio(`peak memory, ${most} calls`, peak(huge.read), 'the limit', peak(huge.limit), { atMost: 1.15 }),
    ratio(`peak memory, ${most} calls`, peak(huge.read), `${few} calls`, peak(small.read), FLAT),
    ratio(`peak memory, ${many} calls`, peak(large.read), `${few} calls`, peak(small.read), FLAT),
    ratio(
      `peak memory behind a slow reader, ${amount(plan.slow.calls)} calls`,
      peak(slow),
      `a fast one, ${many} calls`,
      peak(large.read),
      FLAT,
    ),
  ];
  return ratios.filter(({ value }) => Number.isFinite(value));
}

/** Up to fifty times the calls in the same memory, apart from how much garbage there is at the peak. */
const FLAT = { atMost: 1.25 };

/** It makes the same records of the rows. */
const LIMIT_OF_RECORDS = 'the limit, with timestamps and flat keys';

/** Its manifest takes internal fields out of nested users, as the connector does. */
const CDK = 'Airbyte’s Python CDK';
const CDK_AS_IS = 'Airbyte’s Python CDK, no fields taken out';

export function meetsGoal({ value, goal }: Ratio): boolean {
  if (goal === undefined) return true;
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}

/** Whether it is worse than it was, by more than a tenth. */
export function gotWorse({ value, goal }: Ratio, before: number): boolean {
  return goal !== undefined && 'atMost' in goal ? value > before * 1.1 : value < before * 0.9;
}

function ratio(name: string, ours: Figure, rival: string, theirs: Figure, goal?: Ratio['goal']): Ratio {
  return {
    name,
    ours: ours.text,
    theirs: `${rival}: ${theirs.text}`,
    value: ours.value / theirs.value,
    goal,
  };
}

function duration(runs: readonly Cost[]): Figure {
  const value = median(runs.map(({ ms }) => ms));
  return { value, text: `${Math.round(value)} ms` };
}

function speed(runs: readonly Reading[]): Figure {
  return callsPerSecond(runs.map(({ records, ms }) => records / ms));
}

function runningSpeed(runs: readonly Reading[]): Figure {
  return callsPerSecond(runs.map(({ records, runningMs }) => records / runningMs));
}

function speedOfWork(runs: readonly Reading[]): Figure {
  return callsPerSecond(runs.map(({ records, cpuMs }) => records / (cpuMs ?? NaN)));
}

function callsPerSecond(perMs: readonly number[]): Figure {
  const value = 1000 * median(perMs);
  return { value, text: `${amount(Math.round(value / 100) * 100)} calls/s` };
}

function peak(runs: readonly Cost[]): Figure {
  const value = median(runs.map(({ peakMb }) => peakMb ?? NaN));
  return { value, text: `${Math.round(value)} MiB` };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

function amount(value: number): string {
  return value.toLocaleString('en');
}
