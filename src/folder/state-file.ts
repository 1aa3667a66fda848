import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject } from '../json/is-object.ts';
import { replaceFile } from './durable.ts';

/** `FOLDER/state.json`: the last STATE message of each stream, whole at any moment. */
export class StateFile {
  readonly path: string;
  /** By stream, as JSON. */
  readonly #states: Map<string, string>;

  private constructor(path: string, states: Map<string, string>) {
    this.path = path;
    this.#states = states;
  }

  /** What an earlier run left, if any did. Throws what reading the file throws, and SyntaxError where it holds no JSON. */
  static async open(folder: string): Promise<StateFile> {
    const path = join(folder, 'state.json');
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '[]';
      throw error;
    });
    const messages: unknown = JSON.parse(text);
    const states = new Map<string, string>();
    for (const message of Array.isArray(messages) ? messages : []) {
      const name = streamOf(message);
      if (name !== undefined) states.set(name, JSON.stringify(message));
    }
    return new StateFile(path, states);
  }

  get isEmpty(): boolean {
    return this.#states.size === 0;
  }

  /** Puts the message in the place of the stream's last one. */
  async put(message: unknown): Promise<void> {
    const name = streamOf(message);
    if (name === undefined) return;
    this.#states.set(name, JSON.stringify(message));
    await replaceFile(this.path, `[\n${[...this.#states.values()].join(',\n')}\n]\n`);
  }
}

/** The stream that a STATE message is of. */
export function streamOf(message: unknown): string | undefined {
  const state = isObject(message) && message['type'] === 'STATE' ? message['state'] : undefined;
  const stream = isObject(state) ? state['stream'] : undefined;
  const descriptor = isObject(stream) ? stream['stream_descriptor'] : undefined;
  const name = isObject(descriptor) ? descriptor['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}
