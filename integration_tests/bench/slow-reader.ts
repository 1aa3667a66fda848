/** Takes standard input at so many bytes a second (its argument) and says how many records came. */
import { setTimeout as sleep } from 'node:timers/promises';

const RECORD = Buffer.from('\n{"type":"RECORD"');

const bytesPerSecond = Number(process.argv[2]);
let records = 0;
let rest = Buffer.from('\n');
for await (const chunk of process.stdin) {
  const bytes = Buffer.concat([rest, chunk]);
  for (let at = bytes.indexOf(RECORD); at >= 0; at = bytes.indexOf(RECORD, at + 1)) records++;
  rest = bytes.subarray(Math.max(0, bytes.length - RECORD.length + 1));
  await sleep((1000 * chunk.length) / bytesPerSecond);
}
console.log(records);
