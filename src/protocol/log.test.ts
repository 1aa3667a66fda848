import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { logWithoutWaiting, makeLog } from './log.ts';
import { Writer } from './writer.ts';

function setUp(debug: boolean) {
  const lines: string[] = [];
  const out = new Writable({
    write(chunk, _encoding, done) {
      const { log } = JSON.parse(String(chunk));
      lines.push(`${log.level} ${log.message}`);
      done();
    },
  });
  const writer = new Writer(out, (text) => text);
  return { lines, writer, log: makeLog(writer, debug) };
}

test('a log line is its code and its text, at its level', async () => {
  const { lines, log } = setUp(true);
  await log.error('a-code', 'one');
  await log.warn('b-code', 'two');
  await log.info('c-code', 'three');
  await log.debug('d-code', 'four');
  expect(lines).toEqual([
    'ERROR a-code: one',
    'WARN b-code: two',
    'INFO c-code: three',
    'DEBUG d-code: four',
  ]);
});

test('debug lines are written only when they were asked for', async () => {
  const { lines, log } = setUp(false);
  await log.debug('a-code', 'one');
  expect(lines).toEqual([]);
});

test('whoever cannot wait need not, and is not hit by a closed output', async () => {
  const { lines, log, writer } = setUp(true);
  const say = logWithoutWaiting(log);
  say('info', 'a-code', 'one');
  say('warn', 'b-code', 'two');
  await log.info('c-code', 'three');
  writer.close();
  say('debug', 'd-code', 'four');
  await new Promise(setImmediate);
  expect(lines).toEqual(['INFO a-code: one', 'WARN b-code: two', 'INFO c-code: three']);
});
