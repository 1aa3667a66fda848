import yargs from 'yargs';
import type { Argv } from 'yargs';
import { ConfigError } from '../errors/errors.ts';
import { ignoredFlags, mistakenFlag, withoutInherited } from './flags.ts';
import type { InputFile } from './input-files.ts';
import { suggest } from './suggest.ts';

export type Command = 'spec' | 'check' | 'discover' | 'read' | 'sync' | 'count';

/** What the command line asks for. Nothing has been opened or read yet. */
export type Request = {
  readonly command: Command | undefined;
  /** The paths given, by flag. When `problem` is absent the ones that the command requires are there. */
  readonly paths: Readonly<Partial<Record<InputFile, string>>>;
  /** `sync`: the folder to write into. */
  readonly folder: string | undefined;
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
};

const FILES: readonly InputFile[] = ['config', 'catalog', 'state'];

const TAKES: Readonly<Record<Command, { required: readonly InputFile[]; optional: readonly InputFile[] }>> = {
  spec: { required: [], optional: [] },
  check: { required: ['config'], optional: [] },
  discover: { required: ['config'], optional: [] },
  read: { required: ['config', 'catalog'], optional: ['state'] },
  sync: { required: ['config'], optional: ['catalog'] },
  count: { required: ['config'], optional: [] },
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
    debug: flags['debug'] === true,
    exitCode: flags['exit-code'] === true,
    wants: flags['help'] === true ? 'help' : flags['version'] === true ? 'version' : undefined,
    ignored: command === undefined ? [] : ignoredBy(command, names, positional.length - 1),
    problem: command === undefined ? noCommand(word) : problemWith(command, flags, names),
    help: async () => `${INTRODUCTION}\n\n${await parser.getHelp()}`,
  };
}

function fileFlag(what: string): { type: 'string'; describe: string } {
  return { type: 'string', describe: `${what}; - reads it from standard input` };
}

/** Not as commands of the parser: it would take part in judging their arguments, and speak to standard error. */
const INTRODUCTION = `Reads calls, contacts, users and more from Aircall, as an Airbyte source or into a folder.

Usage: source-aircall <command> [flags]

Commands:
  spec                                                    print the specification of the configuration
  check --config FILE                                     try the key of the configuration
  discover --config FILE                                  print the streams and their columns
  read --config FILE --catalog FILE [--state FILE]        read the configured streams

For people, without an orchestrator:
  sync --config FILE --to FOLDER [--catalog FILE]         read what is new into files, and keep the state
  count --config FILE --from DATE --to DATE               print how many calls Aircall counts, day by day`;

/** The parser, with the words that `--help` shows. */
function withFlags(parser: Argv): Argv {
  return parser
    .scriptName('source-aircall')
    .locale('en')
    .wrap(100)
    .help(false)
    .version(false)
    .exitProcess(false)
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'duplicate-arguments-array': true,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .option('config', fileFlag('the configuration, a JSON file'))
    .option('catalog', fileFlag('which streams to read, a JSON file'))
    .option('state', fileFlag('the state to resume from, a JSON file'))
    .option('to', {
      type: 'string',
      describe: 'sync: the folder for rows, state and log; count: the first day that is not counted',
    })
    .option('from', { type: 'string', describe: 'count: the first day, such as 2026-10-01' })
    .option('by', { type: 'string', describe: 'count: day (default) or month' })
    .option('time-zone', {
      type: 'string',
      describe: 'count: whose days, such as Europe/Paris (default: UTC)',
    })
    .option('rows', { type: 'string', describe: 'count: a folder of sync, whose rows are counted beside' })
    .option('json', { type: 'boolean', describe: 'count: print JSON' })
    .option('exit-code', { type: 'boolean', describe: 'check: exit 1 when it fails, for scripts' })
    .option('debug', { type: 'boolean', describe: 'log more (as LOG_LEVEL=debug does)' })
    .option('help', { alias: 'h', type: 'boolean', describe: 'print this' })
    .option('version', { type: 'boolean', describe: 'print the version' });
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
  'Use one of: spec | check --config FILE | discover --config FILE | read --config FILE --catalog FILE [--state FILE] | sync --config FILE --to FOLDER [--catalog FILE] | count --config FILE --from DATE --to DATE.';

/** The word itself is not quoted: it may be a secret in the wrong place. */
function noCommand(word: string | undefined): ConfigError {
  if (word === undefined) return new ConfigError(`No command was given. ${USAGE}`);
  const meant = suggest(word, Object.keys(TAKES));
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return new ConfigError(`There is no such command.${hint} ${USAGE}`);
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
    if (Array.isArray(value)) return new ConfigError(`--${file} was given more than once. Give it once.`);
    if (value === '')
      return new ConfigError(`--${file} has no value. Give it the path of a file: --${file} FILE.`);
    if (value === undefined && required.includes(file)) {
      return new ConfigError(`${command} needs --${file} FILE, and it was not given.`);
    }
  }
  if (command === 'sync' && (typeof flags['to'] !== 'string' || flags['to'] === '')) {
    return new ConfigError('sync needs --to FOLDER, and it was not given.');
  }
  if (used.filter((file) => flags[file] === '-').length > 1) {
    return new ConfigError('Only one file can come from standard input (-). Give the others as files.');
  }
  return undefined;
}

function ignoredBy(command: Command, flags: readonly string[], words: number): readonly string[] {
  const { required, optional } = TAKES[command];
  const used = [...required, ...optional, 'debug', 'help', 'h', 'version'];
  if (command === 'check') used.push('exit-code');
  used.push(...(MORE[command] ?? []));
  const sentences = ignoredFlags(flags, used, [...FILES, 'exit-code', 'to', ...(MORE.count ?? [])], command);
  return words > 0 ? [...sentences, `${words} words after the command were ignored.`] : sentences;
}
