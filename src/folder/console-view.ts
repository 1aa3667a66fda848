import { isObject } from '../json/is-object.ts';
import { isoSeconds } from '../sync/instant.ts';
import type { Progress } from './progress.ts';

type Message = Readonly<Record<string, unknown>>;

export type ConsoleViewOptions = {
  readonly stderr: NodeJS.WritableStream;
  /** A person watches: a table is kept up to date. Otherwise every log line is printed, with its time. */
  readonly isTerminal: boolean;
  readonly progress: Progress;
  readonly nowMs: () => number;
};

/** A table is painted again at most so often. */
const PAINT_MS = 250;

const ALARMING = new Set(['WARN', 'ERROR', 'FATAL']);

/** What a person, or a log file, sees of a sync on standard error. */
export class ConsoleView {
  readonly #options: ConsoleViewOptions;
  #painted = 0;
  #lastMs = 0;

  constructor(options: ConsoleViewOptions) {
    this.#options = options;
  }

  message(message: Message): void {
    const log = message['type'] === 'LOG' ? message['log'] : undefined;
    const { isTerminal } = this.#options;
    if (isObject(log) && (!isTerminal || ALARMING.has(String(log['level'])))) {
      this.say(`${this.#time()} ${String(log['level'])} ${String(log['message'])}`);
    }
    this.paint();
  }

  /** Prints a line above the table. */
  say(line: string): void {
    this.#wipe();
    this.#options.stderr.write(`${line}\n`);
  }

  /** Paints the table anew, unless that was done a moment ago. */
  paint(): void {
    const { isTerminal, nowMs, progress, stderr } = this.#options;
    if (!isTerminal || nowMs() - this.#lastMs < PAINT_MS) return;
    this.#lastMs = nowMs();
    this.#wipe();
    const current = progress.currentLine(nowMs());
    const lines = [...progress.table(), ...(current === undefined ? [] : [current])];
    for (const line of lines) stderr.write(`${line}\n`);
    this.#painted = lines.length;
  }

  /** The table as it is in the end, whoever watches. */
  end(): void {
    this.#wipe();
    for (const line of this.#options.progress.table()) this.#options.stderr.write(`${line}\n`);
  }

  #wipe(): void {
    if (this.#painted > 0) this.#options.stderr.write(`\u001B[${this.#painted}A\u001B[J`);
    this.#painted = 0;
  }

  #time(): string {
    return isoSeconds(Math.floor(this.#options.nowMs() / 1000));
  }
}
