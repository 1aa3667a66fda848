import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { AirbyteMessage } from '../../src/protocol/messages.ts';
import { withSimulatedTime } from '../support/simulated-time.ts';

/** One run of the connector. */
export type Run = {
  readonly messages: readonly AirbyteMessage[];
  readonly exitCode: number | null;
  readonly seconds: number;
};

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'main.js');

/**
 * Runs the built connector in a process of its own, as Airbyte does, and keeps what it says in `file`, a message a
 * line. The configuration goes through standard input, so that the key is never written to the disk.
 */
export async function runConnector(
  argv: readonly string[],
  { config, file, onLog }: { config: object; file: string; onLog: (code: string, text: string) => void },
): Promise<Run> {
  const begun = performance.now();
  const child = spawn(process.execPath, [MAIN, ...argv, '--config', '-'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...withSimulatedTime({}) },
  });
  const closed = once(child, 'close');
  child.stdin.end(JSON.stringify(config));
  const copy = createWriteStream(file);
  const messages: AirbyteMessage[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    copy.write(`${line}\n`);
    const message: AirbyteMessage = JSON.parse(line);
    messages.push(message);
    if (message.type === 'LOG') {
      const [code = '', ...text] = message.log.message.split(': ');
      onLog(code, text.join(': '));
    }
  }
  await closed;
  await new Promise<void>((resolve) => copy.end(resolve));
  return { messages, exitCode: child.exitCode, seconds: (performance.now() - begun) / 1000 };
}
