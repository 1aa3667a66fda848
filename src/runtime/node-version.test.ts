import { expect, test } from 'vitest';
import { unsupportedNode } from './node-version.ts';

test.each(['12.22.12', '18.20.8', '20.19.0', '22.18.0'])(
  'Node.js %s is too old, and told both versions',
  (version) => {
    expect(unsupportedNode(version)).toContain(`needs Node.js 22.19 or later, and this is ${version}`);
    expect(unsupportedNode(version)).not.toContain('\n');
  },
);

test.each(['22.19.0', '22.21.1', '24.0.0', '26.1.0'])('Node.js %s will do', (version) => {
  expect(unsupportedNode(version)).toBeUndefined();
});
