import type { AirbyteMessage, LogMessage } from './messages.ts';
import { withSafeText } from './outgoing-text.ts';

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
  sendRecords(stream: string, rows: readonly object[], emittedAtMs: number): Promise<void> {
    if (rows.length === 0) return Promise.resolve();
    // The envelope is spliced by hand: building it as an object costs a second walk over every row.
    const head = `{"type":"RECORD","record":{"stream":${JSON.stringify(stream)},"emitted_at":${Math.trunc(emittedAtMs)},"data":`;
    // Row by row into bytes: as one text, a single name outside of Latin-1 would make the whole page twice as large.
    const lines = rows.map((row) => Buffer.from(singleLines(`${head}${JSON.stringify(row)}}}\n`)));
    return this.#write(Buffer.concat(lines));
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

/**
 * JSON allows U+0085, U+2028 and U+2029 to stand in a string as they are, but readers that split the output with
 * Python's `splitlines()` (Airbyte's own test tools do) would see a line's end there.
 */
function singleLines(text: string): string {
  // Three plain searches take a fraction of what a regular expression needs, and hardly ever hit.
  if (!SEPARATORS.some((separator) => text.includes(separator))) return text;
  return text.replaceAll(/[\u0085\u2028\u2029]/g, (separator) =>
    separator === '\u0085' ? '\\u0085' : `\\u${separator.charCodeAt(0).toString(16)}`,
  );
}

const SEPARATORS: readonly string[] = ['\u0085', '\u2028', '\u2029'];
