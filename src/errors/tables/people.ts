import type { ErrorTable } from '../entry.ts';

/** What the commands for people run into beside all that. */
export const PEOPLE = {
  'folder-in-use': {
    type: 'config_error',
    cause: 'Another sync is running in ‹folder›.',
    remedy: 'Wait until it has finished; the lock of a killed sync expires within a minute.',
  },
  'folder-not-writable': {
    type: 'config_error',
    cause: 'The folder ‹folder› cannot be written to (‹why›).',
    remedy:
      'Give --to a folder that this user may write to and that has room; nothing is lost, and the next sync goes on from the last state.',
  },
  'state-file-invalid': {
    type: 'config_error',
    cause: '‹path› is not valid JSON.',
    remedy: 'Restore what a sync wrote, or remove it to read everything again.',
  },
  'no-rows': {
    type: 'config_error',
    cause: 'The folder given with --rows has no calls of `sync` in it.',
    remedy: 'Give the folder that `sync --to` wrote into.',
  },
  'dates-out-of-order': {
    type: 'config_error',
    cause: '--from has to be before --to, which itself is not counted.',
    remedy: '',
    inDocs: { remedy: 'Give a later --to.' },
  },
  'too-many-periods': {
    type: 'config_error',
    cause: 'That is more than ‹most› periods, a request each.',
    remedy: 'Count by month, or a shorter time.',
  },
  'unknown-time-zone': {
    type: 'config_error',
    cause: '--time-zone is not a known time zone.',
    remedy: 'Use a name such as Europe/Paris or UTC.',
  },
  'nothing-to-report': {
    type: 'config_error',
    cause: 'There is no run in ‹what›.',
    remedy: 'Give a folder of `sync`, a file of messages that `read` wrote, or the log of an Airbyte job.',
  },
  'no-input': {
    type: 'config_error',
    cause: 'report was given no folder and no file.',
    remedy: 'Give it the folder of `sync`, files of messages, or logs: report FOLDER > report.html.',
  },
  'input-not-read': {
    type: 'config_error',
    cause: '‹what› cannot be read (‹code›).',
    remedy:
      'Check that it exists (in a container it is the path inside), and that this user may read it (docker run --user "$(id -u):$(id -g)").',
  },
  'no-counts': {
    type: 'config_error',
    cause: '‹path› does not hold counts.',
    remedy: 'Give --counts the file that `count --json` printed.',
  },
  'file-exists': {
    type: 'config_error',
    cause: '‹path› exists already, and was left as it is.',
    remedy: 'Give --to another folder, or confirm that the file may be replaced.',
  },
  'no-terminal': {
    type: 'config_error',
    cause: '‹command› asks questions, and there is no terminal to answer them at.',
    remedy:
      'Run it at a terminal (docker run -it …), or write the configuration by hand; `spec` lists its fields.',
  },
} as const satisfies ErrorTable;
