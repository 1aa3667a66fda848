import { describe, expect, test } from 'vitest';
import { parseApiUrl } from './api-url.ts';

describe('an API address', () => {
  test.each([
    ['https://api.aircall.io', 'https://api.aircall.io/'],
    ['HTTPS://API.Aircall.io:443/', 'https://api.aircall.io/'],
    ['https://192.0.2.1:8443', 'https://192.0.2.1:8443/'],
    ['http://localhost:8080', 'http://localhost:8080/'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/'],
    ['http://127.1.2.3', 'http://127.1.2.3/'],
    ['http://127.1', 'http://127.0.0.1/'],
    ['http://[::1]:8080', 'http://[::1]:8080/'],
    ['http://host.docker.internal:8080', 'http://host.docker.internal:8080/'],
  ])('%s may be asked', (text, href) => {
    const url = parseApiUrl(text);
    expect(url instanceof URL ? url.href : url).toBe(href);
  });

  test.each([
    ['http://[::ffff:192.0.2.1]', 'http'],
    ['http://0.0.0.0', 'http'],
    ['http://127.0.0.1@example.com', 'credentials'],
    ['http://user@localhost', 'credentials'],
    ['http://localhost/v1', 'path'],
    ['http://localhost#', 'path'],
    ['file:///etc/hosts', 'not an address'],
    ['localhost:8080', 'not an address'],
  ])('%s may not', (text, why) => {
    expect(parseApiUrl(text)).toBe(why);
  });
});
