import yargs from 'yargs';
import { INTRODUCTION, withFlags } from './help.ts';
import { errorOf } from '../errors/catalogue.ts';
import { ConfigError } from '../errors/errors.ts';
import { ignoredFlags, mistakenFlag, withoutInherited } from './flags.ts';
import type { InputFile } from './input-files.ts';
import { suggest } from './suggest.ts';

export type Command = 'spec' | 'check' | 'discover' | 'read' | 'init' | 'sync' | 'count' | 'report';

/** What the command line asks for. Nothing has been opened or read yet. */
export type Request = {
  readonly command: Command | undefined;
  /** The paths given, by flag. When `problem` is absent the ones that the command requires are there. */
  readonly paths: Readonly<Partial<Record<InputFile, string>>>;
  /** `sync`: the folder to write into. */
  readonly folder: string | undefined;
  /** What stands behind the command and is no flag. */
  readonly words: readonly string[];
  /** All flags given, for commands that take more than files. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly debug: boolean;
  /** `check` shall exit 1 when it fails. */
  readonly exitCode: boolean;
  /** Text to print for a person instead of running anything. */
  readonly wants: 'help' | 'version' | undefined;
  /** One sentence for each argument that has no effect. */
  readonly ignored: readonly string[];
  /** What is wrong with the arguments, if anything is. */
  readonly problem: ConfigError | undefined;
  readonly help: () => Promise<string>;
};

/** Flags that are no files. */
const MORE: Readonly<Partial<Record<Command, readonly string[]>>> = {
  sync: ['to'],
  count: ['from', 'to', 'by', 'time-zone', 'rows', 'json'],
  report: ['counts'],
  init: ['to', 'api-url'],
};

const FILES: readonly InputFile[] = ['config', 'catalog', 'state'];

const TAKES: Readonly<Record<Command, { required: readonly InputFile[]; optional: readonly InputFile[] }>> = {
  spec: { required: [], optional: [] },
  check: { required: ['config'], optional: [] },
  discover: { required: ['config'], optional: [] },
  read: { required: ['config', 'catalog'], optional: ['state'] },
  sync: { required: ['config'], optional: ['catalog'] },
  count: { required: ['config'], optional: [] },
  report: { required: [], optional: [] },
  init: { required: [], optional: [] },
};

/** Reads the command line; never throws, so that a mistake can be reported in the way that its command asks for. */
export async function parseArguments(argv: readonly string[]): Promise<Request> {
  const own = withoutInherited(argv);
  const parser = withFlags(yargs(withDashValues(own.kept)));
  const { _: positional, $0: _name, ...flags } = await parser.parseAsync();
  const word = positional[0] === undefined ? undefined : String(positional[0]);
  const command = isCommand(word) ? word : undefined;
  const names = [...Object.keys(flags), ...own.inherited];
  const given = (file: InputFile): string | undefined => {
    const value = flags[file];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    command,
    paths: Object.fromEntries(
      FILES.map((file) => [file, given(file)]).filter(([, path]) => path !== undefined),
    ),
    folder: typeof flags['to'] === 'string' && flags['to'] !== '' ? flags['to'] : undefined,
    flags,
    words: positional.slice(1).map(String),
    debug: flags['debug'] === true,
    exitCode: flags['exit-code'] === true,
    wants: flags['help'] === true ? 'help' : flags['version'] === true ? 'version' : undefined,
    ignored:
      command === undefined
        ? []
        : ignoredBy(command, names, command === 'report' ? 0 : positional.length - 1),
    problem: command === undefined ? noCommand(word) : problemWith(command, flags, names),
    help: async () => `${INTRODUCTION}\n\n${await parser.getHelp()}`,
  };
}

/** A lone `-` would be taken for a word of its own; joined to its flag it is the flag's value. */
function withDashValues(argv: readonly string[]): string[] {
  return argv.flatMap((argument, index) => {
    if (argv[index + 1] === '-' && isFileFlag(argument)) return [`${argument}=-`];
    return argument === '-' && isFileFlag(argv[index - 1] ?? '') ? [] : [argument];
  });
}

function isFileFlag(argument: string): boolean {
  return FILES.some((file) => argument === `--${file}`);
}

function isCommand(word: string | undefined): word is Command {
  return word !== undefined && Object.hasOwn(TAKES, word);
}

const USAGE =
  'Use one of: spec | check --config FILE | discover --config FILE | read --config FILE --catalog FILE [--state FILE] | sync --config FILE --to FOLDER [--catalog FILE] | count --config FILE --from DATE --to DATE | report FOLDER|FILE… | init.';

/** The word itself is not quoted: it may be a secret in the wrong place. */
function noCommand(word: string | undefined): ConfigError {
  if (word === undefined) return errorOf('no-command', { usage: USAGE });
  const meant = suggest(word, Object.keys(TAKES));
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return errorOf('unknown-command', { hint, usage: USAGE });
}

function problemWith(
  command: Command,
  flags: Readonly<Record<string, unknown>>,
  names: readonly string[],
): ConfigError | undefined {
  const { required, optional } = TAKES[command];
  const used = [...required, ...optional];
  const mistaken = mistakenFlag(names, used);
  if (mistaken !== undefined) return mistaken;
  for (const file of used) {
    const value = flags[file];
    if (Array.isArray(value)) return errorOf('flag-repeated', { flag: file });
    if (value === '') return errorOf('flag-empty', { flag: file });
    if (value === undefined && required.includes(file)) {
      return errorOf('flag-missing', { command, flag: file, what: 'FILE' });
    }
  }
  if (command === 'sync' && (typeof flags['to'] !== 'string' || flags['to'] === '')) {
    return errorOf('flag-missing', { command, flag: 'to', what: 'FOLDER' });
  }
  if (used.filter((file) => flags[file] === '-').length > 1) {
    return errorOf('stdin-twice', {});
  }
  return undefined;
}

function ignoredBy(command: Command, flags: readonly string[], words: number): readonly string[] {
  const { required, optional } = TAKES[command];
  const used = [...required, ...optional, 'debug', 'help', 'h', 'version'];
  if (command === 'check') used.push('exit-code');
  used.push(...(MORE[command] ?? []));
  const sentences = ignoredFlags(
    flags,
    used,
    [...FILES, 'exit-code', ...Object.values(MORE).flat()],
    command,
  );
  return words > 0 ? [...sentences, `${words} words after the command were ignored.`] : sentences;
}
