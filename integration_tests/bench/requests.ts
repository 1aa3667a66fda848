import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Aircall } from '../simulator/aircall.ts';
import { SoakedCompany } from '../soak/company.ts';
import { measureInsightRequests } from './insight-requests.ts';
import { measureStreamRequests } from './stream-requests.ts';

/** What a first sync of so many calls costs in requests, against the least possible: one for each page of fifty. */
const SIZES = [1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];

console.log(
  '| calls | requests, ping included | least possible | ratio | allowed | next sync | past the cap |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- |');
for (const calls of SIZES) {
  const aircall = new Aircall({ calls, days: 170, inProgress: false, edgeCases: false });
  const company = new SoakedCompany(aircall, 7);
  const first = await company.sync();
  aircall.clock.advance(60_000);
  const second = await company.sync();
  const least = Math.ceil(calls / 50);
  const requests = first.requests + 1;
  const allowed = Math.floor(1.03 * least + 2);
  console.log(
    `| ${calls} | ${requests} | ${least} | ${(requests / least).toFixed(3)} | ${allowed} | ${second.requests + 1} | ${aircall.violations.length} |`,
  );
  if (requests > allowed || first.fresh !== calls || aircall.violations.length > 0) process.exitCode = 1;
}

const measured = await measureStreamRequests();
console.log('\n| stream | rows | first sync | next sync |\n| --- | --- | --- | --- |');
for (const { stream, rows, first, next } of measured)
  console.log(`| ${stream} | ${rows} | ${first} | ${next} |`);
console.log(
  '\n| a month of hourly syncs, 1,000 calls a day | requests per call and stream | allowed | state, characters per open call |',
);
console.log('| --- | --- | --- | --- |');
for (const { what, requests, allowed, stateLength } of await measureInsightRequests()) {
  console.log(`| ${what} | ${requests.toFixed(3)} | ${allowed} | ${stateLength.toFixed(1)} |`);
  if (requests > allowed + 0.005) process.exitCode = 1;
}
if (process.argv.includes('--write')) {
  const path = join(import.meta.dirname, '..', '..', 'docs', 'requests.json');
  writeFileSync(path, `${JSON.stringify(measured, undefined, 2)}\n`);
}
