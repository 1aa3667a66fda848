import type { ErrorTable } from '../entry.ts';

/** What can be wrong with the command line, and with the files and folders that it names. */
export const COMMAND_LINE = {
  'no-command': {
    type: 'config_error',
    cause: 'No command was given.',
    remedy: '‹usage›',
    inDocs: { remedy: 'Give one of the commands that `--help` lists.' },
  },
  'unknown-command': {
    type: 'config_error',
    cause: 'There is no such command.‹hint›',
    remedy: '‹usage›',
    inDocs: { cause: 'There is no such command.', remedy: 'Give one of the commands that `--help` lists.' },
  },
  'unknown-flag': {
    type: 'config_error',
    cause: '--‹flag› is not a flag of this connector.',
    remedy: 'Did you mean --‹meant›?',
  },
  'flag-repeated': {
    type: 'config_error',
    cause: '--‹flag› was given more than once.',
    remedy: 'Give it once.',
  },
  'flag-empty': {
    type: 'config_error',
    cause: '--‹flag› has no value.',
    remedy: 'Give it the path of a file: --‹flag› FILE.',
  },
  'flag-missing': {
    type: 'config_error',
    cause: '‹command› needs --‹flag› ‹what›, and it was not given.',
    remedy: '',
    inDocs: { remedy: 'Add the flag that the message names.' },
  },
  'flag-value': {
    type: 'config_error',
    cause: '--‹flag› has to be ‹what›.',
    remedy: '',
    inDocs: { remedy: 'Give a value of the form that the message names.' },
  },
  'stdin-twice': {
    type: 'config_error',
    cause: 'Only one file can come from standard input (-).',
    remedy: 'Give the others as files.',
  },
  'not-a-path': {
    type: 'config_error',
    cause: '--‹flag› takes the path of a file, and what was given is not the path of one.',
    remedy: 'Write the JSON to a file, or send it on standard input with --‹flag› -.',
  },
  'file-not-read': {
    type: 'config_error',
    cause: '‹file› ‹why›',
    remedy: '',
    inDocs: {
      cause: 'A file does not exist, is a directory, is too large, or may not be opened by this user.',
      remedy:
        'Correct the path; in a container it is the path inside. Where the user may not read the file: `--user "$(id -u):$(id -g)"`, or `chmod 644`.',
    },
  },
  'file-empty': { type: 'config_error', cause: '‹file› is empty.', remedy: '‹expected›' },
  'file-too-deep': {
    type: 'config_error',
    cause: '‹file› is nested too deeply.',
    remedy: '‹expected›',
  },
  'file-not-an-object': {
    type: 'config_error',
    cause: '‹file› does not hold a JSON object.',
    remedy: '‹expected›',
  },
  'file-not-utf8': {
    type: 'config_error',
    cause: '‹file› is not UTF-8 text.',
    remedy: 'Save it as UTF-8 (some editors and shells write UTF-16).',
  },
  'file-not-json': {
    type: 'config_error',
    cause: '‹file› is not valid JSON: something is wrong at line ‹line›, column ‹column›.',
    remedy: 'Correct it there (a missing quote, a comma too many?).',
  },
  'proxy-address': {
    type: 'config_error',
    cause: 'The environment variable HTTPS_PROXY is not the address of a proxy.',
    remedy: 'Write it like http://proxy.example.com:3128, or unset it.',
  },
} as const satisfies ErrorTable;
