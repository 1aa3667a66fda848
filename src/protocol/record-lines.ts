import { singleLines } from './single-lines.ts';

/** A page of fifty calls has some 120 kB. */
const USUAL_SIZE = 256 * 1024;

/** UTF-8 has at most so many bytes for a character of a JavaScript string. */
const BYTES_PER_CHARACTER = 3;

const TAIL = Buffer.from('}}\n');

/**
 * RECORD messages as bytes, always in the same memory: a page of records is a quarter of a megabyte of new text as it is,
 * and each copy of it is more for the garbage collector.
 */
export class RecordLines {
  #bytes = Buffer.allocUnsafeSlow(USUAL_SIZE);

  /** A line for each row. What is returned holds until the next call. */
  encode(stream: string, rows: readonly object[], emittedAtMs: number): Buffer {
    // The envelope is spliced by hand: building it as an object costs a second walk over every row.
    const head = Buffer.from(
      `{"type":"RECORD","record":{"stream":${JSON.stringify(stream)},"emitted_at":${Math.trunc(emittedAtMs)},"data":`,
    );
    let length = 0;
    // Row by row: as one text, a single name outside of Latin-1 would make the whole page twice as large.
    for (const row of rows) {
      const json = singleLines(JSON.stringify(row));
      this.#reserve(length, head.length + json.length * BYTES_PER_CHARACTER + TAIL.length);
      this.#bytes.set(head, length);
      length += head.length;
      length += this.#bytes.write(json, length);
      this.#bytes.set(TAIL, length);
      length += TAIL.length;
    }
    return this.#bytes.subarray(0, length);
  }

  /** Makes room for `more` bytes behind the first `length`. */
  #reserve(length: number, more: number): void {
    if (length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(2 * this.#bytes.length, length + more));
    this.#bytes.copy(larger, 0, 0, length);
    this.#bytes = larger;
  }
}
