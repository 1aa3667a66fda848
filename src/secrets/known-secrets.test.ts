import { expect, test } from 'vitest';
import { proxyPasswords, secretsInConfig } from './known-secrets.ts';

test('the secrets of a configuration are what the specification marks as such, whatever else is wrong with it', () => {
  expect(secretsInConfig({ api_id: 'a', api_token: 7, start_date: 'b', other: 'c' })).toEqual(['a', '7']);
  for (const config of [null, 'text', [], undefined, 5]) expect(secretsInConfig(config)).toEqual([]);
});

test.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'all_proxy'])(
  'the password in %s is known, with and without a scheme',
  (name) => {
    expect(proxyPasswords({ [name]: 'http://user:pass%21word@proxy.example.com:8080' })).toEqual([
      'pass%21word',
      'pass!word',
    ]);
    expect(proxyPasswords({ [name]: 'user:hidden@proxy.example.com:8080' })).toContain('hidden');
    expect(proxyPasswords({ [name]: 'proxy.example.com:8080' })).toEqual([]);
    expect(proxyPasswords({ [name]: 'user:100%@proxy.example.com' })).toContain('100%');
  },
);
