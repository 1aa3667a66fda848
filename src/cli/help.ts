import type { Argv } from 'yargs';

function fileFlag(what: string): { type: 'string'; describe: string } {
  return { type: 'string', describe: `${what}; - reads it from standard input` };
}

/** Not as commands of the parser: it would take part in judging their arguments, and speak to standard error. */
export const INTRODUCTION = `Reads calls, contacts, users and more from Aircall, as an Airbyte source or into a folder.

Usage: source-aircall <command> [flags]

Commands:
  spec                                                    print the specification of the configuration
  check --config FILE                                     try the key of the configuration
  discover --config FILE                                  print the streams and their columns
  read --config FILE --catalog FILE [--state FILE]        read the configured streams

For people, without an orchestrator:
  init [--to FOLDER]                                      ask for the key, and write config.json and catalog.json
  sync --config FILE --to FOLDER [--catalog FILE]         read what is new into files, and keep the state
  count --config FILE --from DATE --to DATE               print how many calls Aircall counts, day by day
  report FOLDER|FILE… [--counts FILE] > report.html       make a page of what was read, and what is proven`;

/** The parser, with the words that `--help` shows. */
export function withFlags(parser: Argv): Argv {
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
      describe:
        'sync: the folder for rows, state and log; init: for config.json; count: the first day not counted',
    })
    .option('from', { type: 'string', describe: 'count: the first day, such as 2026-10-01' })
    .option('by', { type: 'string', describe: 'count: day (default) or month' })
    .option('time-zone', {
      type: 'string',
      describe: 'count: time zone in which days begin, such as Europe/Paris (default: UTC)',
    })
    .option('rows', {
      type: 'string',
      describe: 'count: a folder of sync; its rows are counted beside those of Aircall',
    })
    .option('counts', { type: 'string', describe: 'report: what count --json printed, to compare with' })
    .option('api-url', { type: 'string', describe: 'init: another address than that of Aircall' })
    .option('json', { type: 'boolean', describe: 'count: print JSON' })
    .option('exit-code', { type: 'boolean', describe: 'check: exit 1 when it fails, for scripts' })
    .option('debug', { type: 'boolean', describe: 'log more (as LOG_LEVEL=debug does)' })
    .option('help', { alias: 'h', type: 'boolean', describe: 'print this' })
    .option('version', { type: 'boolean', describe: 'print the version' });
}
