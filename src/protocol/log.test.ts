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
  await log.error('stream-read', 'one');
  await log.warn('schema-drift', 'two');
  await log.info('odd-rows', 'three');
  await log.debug('request', 'four');
  expect(lines).toEqual([
    'ERROR stream-read: one',
    'WARN schema-drift: two',
    'INFO odd-rows: three',
    'DEBUG request: four',
  ]);
});

test('debug lines are written only when they were asked for', async () => {
  const { lines, log } = setUp(false);
  await log.debug('stream-read', 'one');
  expect(lines).toEqual([]);
});

test('whoever cannot wait need not, and is not hit by a closed output', async () => {
  const { lines, log, writer } = setUp(true);
  const say = logWithoutWaiting(log);
  say('info', 'stream-read', 'one');
  say('warn', 'schema-drift', 'two');
  await log.info('odd-rows', 'three');
  writer.close();
  say('debug', 'request', 'four');
  await new Promise(setImmediate);
  expect(lines).toEqual(['INFO stream-read: one', 'WARN schema-drift: two', 'INFO odd-rows: three']);
});
