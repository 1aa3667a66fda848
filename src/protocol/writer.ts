import type { AirbyteMessage, LogMessage } from './messages.ts';
import { withSafeText } from './outgoing-text.ts';
import { RecordLines } from './record-lines.ts';
import { singleLines } from './single-lines.ts';

/** The reader of the output is gone, or the output was closed: nothing can be said any more. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}

/**
 * The only way to standard output. Each call is one write, in the order of the calls, and its promise resolves when the
 * bytes have been taken: whoever awaits it goes at the reader's pace. Once a write fails, that call and all later ones
 * reject with OutputClosed.
 */
export class Writer {
  /** Rejects with OutputClosed as soon as the output is known to be gone; never resolves. */
  readonly failed: Promise<never>;
  readonly #out: NodeJS.WritableStream;
  readonly #redact: (text: string) => string;
  readonly #logLine: ((log: LogMessage['log']) => void) | undefined;
  readonly #fail: (error: OutputClosed) => void;
  #closed: OutputClosed | undefined;
  #spareLines: RecordLines | undefined;

  /** `logLine`: takes log lines in place of the output, for a person to read. */
  constructor(
    out: NodeJS.WritableStream,
    redact: (text: string) => string,
    logLine?: (log: LogMessage['log']) => void,
  ) {
    this.#out = out;
    this.#logLine = logLine;
    this.#redact = redact;
    const { promise, reject } = Promise.withResolvers<never>();
    this.failed = promise;
    this.#fail = reject;
    // Nobody has to listen: the calls reject as well. Without an `error` listener EPIPE would be an uncaught exception.
    promise.catch(() => {});
    out.on('error', (error) => this.#close(error));
  }

  /** One message, one line. LOG, TRACE and CONNECTION_STATUS pass through `redact`; the others never do. */
  send(message: AirbyteMessage): Promise<void> {
    const safe = withSafeText(message, this.#redact);
    if (safe.type === 'LOG' && this.#logLine !== undefined) {
      if (this.#closed !== undefined) return Promise.reject(this.#closed);
      this.#logLine(safe.log);
      return Promise.resolve();
    }
    return this.#write(singleLines(`${JSON.stringify(safe)}\n`));
  }

  /** A whole page of records in one write. */
  async sendRecords(stream: string, rows: readonly object[], emittedAtMs: number): Promise<void> {
    if (rows.length === 0) return;
    const lines = this.#spareLines ?? new RecordLines();
    // Whoever writes before these bytes were taken needs others.
    this.#spareLines = undefined;
    await this.#write(lines.encode(stream, rows, emittedAtMs));
    this.#spareLines = lines;
  }

  /** Text for a person instead of messages: `--help` and `--version`. */
  print(text: string): Promise<void> {
    return this.#write(`${text}\n`);
  }

  /** From now on every call rejects: what is still at work must not speak after the last word. */
  close(): void {
    this.#close(undefined);
  }

  #close(cause: unknown): OutputClosed {
    if (this.#closed === undefined) {
      this.#closed = new OutputClosed('The output is closed.', { cause });
      this.#fail(this.#closed);
    }
    return this.#closed;
  }

  #write(lines: string | Buffer): Promise<void> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed);
    return new Promise((resolve, reject) => {
      this.#out.write(lines, (error) => {
        if (error) reject(this.#close(error));
        else resolve();
      });
    });
  }
}
