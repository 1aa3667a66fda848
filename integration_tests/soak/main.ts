import { soak, type SoakPlan, type SoakResult } from './soak.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

const plans: readonly SoakPlan[] = [
  { name: 'hourly, 180 days', callsADay: 1000, days: 180, every: HOUR },
  { name: 'hourly, 30 days', callsADay: 1000, days: 30, every: HOUR, seed: 2 },
  { name: 'six-hourly', callsADay: 1000, days: 60, every: 6 * HOUR },
  { name: 'daily', callsADay: 1000, days: 180, every: DAY },
  { name: 'weekly', callsADay: 1000, days: 180, every: 7 * DAY },
  { name: 'hourly, a pause of 10 days', callsADay: 300, days: 40, every: HOUR, pauseDays: 10 },
  { name: 'hourly, 7 of 10 killed', callsADay: 300, days: 60, every: HOUR, killShare: 0.7 },
  { name: 'hourly, 8,000 calls a day', callsADay: 8000, days: 4, every: HOUR },
];

const AGES: readonly (readonly [string, number])[] = [
  ['2 h', 2 * HOUR],
  ['8 h', 8 * HOUR],
  ['1 d', DAY],
  ['3 d', 3 * DAY],
  ['7 d', 7 * DAY],
];

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** The longest time that a change took to arrive, by the call's age at the change. */
function worst(result: SoakResult): string {
  return AGES.map(([label, limit], index) => {
    const youngest = AGES[index - 1]?.[1] ?? 0;
    const of = result.latencies.filter(({ ageSeconds }) => ageSeconds > youngest && ageSeconds <= limit);
    const longest = Math.max(0, ...of.map(({ seconds }) => seconds));
    return `≤ ${label}: ${(longest / HOUR).toFixed(1)} h`;
  }).join(' · ');
}

console.log(
  '| schedule | syncs | requests a day | of a flat look-back | spent on reading again | written again | state | wrong at the end | longest latency by age |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const plan of plans) {
  const result = await soak(plan);
  console.log(
    `| ${result.name} | ${result.syncs} | ${result.requestsADay.toFixed(0)} | ${result.shareOfFlat.toFixed(2)} | ${percent(result.rereadingShare)} | ${percent(result.rewrittenShare)} | ${(result.largestState / 1000).toFixed(1)} kB | ${result.wrong} | ${worst(result)} |`,
  );
  if (result.wrong > 0) process.exitCode = 1;
}
