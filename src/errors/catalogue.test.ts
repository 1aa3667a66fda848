import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorOf, errorTable } from './catalogue.ts';
import type { ErrorTable } from './entry.ts';
import {
  ConfigError,
  EndpointRefused,
  HeavyAnswer,
  KeyRefused,
  SystemError,
  TransientError,
} from './errors.ts';

const root = join(import.meta.dirname, '..');
const sources = globSync('**/*.ts', {
  cwd: root,
  exclude: ['errors/catalogue.ts', 'errors/tables/**', '**/*.test.ts'],
})
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .join('\n');
const raised = new Set([...sources.matchAll(/errorOf\(\s*'([\w-]+)'/g)].map(([, code]) => code));

test('a message is cause, remedy, what else there is to know, and the address of its code', () => {
  const error = errorOf('file-not-json', { file: 'The config', line: 2, column: 5 }, { also: ' More. ' });
  expect(error.message).toBe(
    'The config is not valid JSON: something is wrong at line 2, column 5. Correct it there (a missing quote, a comma too many?). More. (docs/errors.md#file-not-json)',
  );
});

test('a value that looks like a placeholder stays as it is', () => {
  expect(errorOf('file-empty', { file: '‹expected›', expected: '$& ‹file›' }).message).toBe(
    '‹expected› is empty. $& ‹file› (docs/errors.md#file-empty)',
  );
});

test.each([
  [errorOf('stdin-twice', {}), ConfigError],
  [errorOf('key-refused-before', {}), KeyRefused],
  [errorOf('endpoint-refused', { path: '/v1/x' }), EndpointRefused],
  [errorOf('dns', {}), TransientError],
  [errorOf('answer-too-heavy', { what: 'x' }), HeavyAnswer],
  [errorOf('internal-error', {}), SystemError],
])('the class follows from the table: $name', (error, type) => {
  expect(error.constructor).toBe(type);
});

const table: ErrorTable = errorTable;

describe.each(Object.entries(table))('%s', (code, { cause, remedy, inDocs }) => {
  test('is raised somewhere', () => {
    expect(raised.has(code)).toBe(true);
  });

  test('is explained, with what to do', () => {
    expect(inDocs?.cause ?? cause).not.toBe('');
    expect(inDocs?.remedy ?? remedy).not.toBe('');
    expect(cause).not.toMatch(/‹(?!\w+›)/);
  });
});
