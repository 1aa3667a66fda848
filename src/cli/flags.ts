import { errorOf } from '../errors/catalogue.ts';
import { ConfigError } from '../errors/errors.ts';
import type { InputFile } from './input-files.ts';
import { suggest } from './suggest.ts';

/** Flags of Airbyte's Python connectors, which some runners always give. They mean nothing here. */
const FOREIGN: ReadonlySet<string> = new Set(['manifest-path', 'components-path']);

const ALL = [
  'config',
  'catalog',
  'state',
  'to',
  'from',
  'by',
  'time-zone',
  'rows',
  'json',
  'counts',
  'api-url',
  'exit-code',
  'debug',
  'help',
  'version',
];

/** Names that every object has: the parser takes them for options of its own. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Sets aside flags with names that every object has, such as `--constructor`. */
export function withoutInherited(argv: readonly string[]): {
  readonly kept: readonly string[];
  readonly inherited: readonly string[];
} {
  const kept: string[] = [];
  const inherited: string[] = [];
  for (const argument of argv) {
    const name = /^--?([^=]*)/.exec(argument)?.[1]?.split('.')[0];
    if (name !== undefined && INHERITED.has(name)) inherited.push(name);
    else kept.push(argument);
  }
  return { kept, inherited };
}

/** A flag that was probably meant to name one of the command's files: without it the command cannot do its work. */
export function mistakenFlag(names: readonly string[], files: readonly InputFile[]): ConfigError | undefined {
  for (const name of names) {
    if (ALL.includes(name) || FOREIGN.has(name)) continue;
    const meant = suggest(name, files);
    if (meant !== undefined) return errorOf('unknown-flag', { flag: name, meant });
  }
  return undefined;
}

/** One sentence for each flag without an effect. A name is quoted only where it is near a known one: it may be a secret. */
export function ignoredFlags(
  names: readonly string[],
  used: readonly string[],
  known: readonly string[],
  command: string,
): readonly string[] {
  return names
    .filter((name) => !used.includes(name) && !FOREIGN.has(name))
    .map((name) => {
      if (known.includes(name)) return `--${name} has no effect on ${command} and was ignored.`;
      const meant = suggest(name, ALL);
      return meant === undefined
        ? 'A flag that this connector does not know was ignored.'
        : `--${name} is not a flag of this connector and was ignored. Did you mean --${meant}?`;
    });
}
