import { describe, expect, test } from 'vitest';
import { Aircall } from './aircall.ts';
import type { Fault } from './faults.ts';

function company(knobs = {}): Aircall {
  return new Aircall({ calls: 120, knobs });
}

function page(aircall: Aircall, number: number) {
  const { status, headers, body, wire } = aircall.answer({
    method: 'GET',
    url: `/v1/calls?per_page=50&page=${number}`,
    headers: { ...aircall.authorized },
  });
  return { status, headers, body, wire };
}

const rowsOf = (body: string): { id: number }[] => JSON.parse(body).calls;

describe('a scripted fault', () => {
  test('meets the next request that matches, once', () => {
    const aircall = company();
    aircall.fault({ query: { page: 2 } }, { kind: 'status', status: 503 });
    expect([1, 2, 2].map((number) => page(aircall, number).status)).toEqual([200, 503, 200]);
    expect(aircall.requests.map(({ fault }) => fault)).toEqual([undefined, 'status', undefined]);
  });

  test('meets as many requests as it is told, or all until the script is cleared', () => {
    const aircall = company();
    aircall.fault({ path: /calls$/ }, { kind: 'status', status: 500 }, 2);
    expect([1, 1, 1].map((number) => page(aircall, number).status)).toEqual([500, 500, 200]);
    aircall.fault(() => true, { kind: 'status', status: 502 }, Infinity);
    expect([1, 1, 1].map((number) => page(aircall, number).status)).toEqual([502, 502, 502]);
    aircall.clearFaults();
    expect(page(aircall, 1).status).toBe(200);
  });

  test.each([
    [{ number: 2 }, [200, 500, 200]],
    [{ path: '/v1/calls', number: 3 }, [200, 200, 500]],
    [{ path: '/v1/teams' }, [200, 200, 200]],
    [{ query: { page: '1', per_page: 50 } }, [500, 200, 200]],
    [{ query: { page: 7 } }, [200, 200, 200]],
  ])('finds its request by %j', (match, expected) => {
    const aircall = company();
    aircall.fault(match, { kind: 'status', status: 500 });
    expect([1, 1, 1].map((number) => page(aircall, number).status)).toEqual(expected);
  });

  test('waits while the rate limit has its say', () => {
    const aircall = new Aircall({ calls: 5, rateLimit: { perMinute: 1 } });
    page(aircall, 1);
    aircall.fault(() => true, { kind: 'status', status: 500 });
    expect(page(aircall, 1).status).toBe(429);
    aircall.clock.advance(60_000);
    expect(page(aircall, 1).status).toBe(500);
  });

  test.each([
    ['json', 'application/json', '{"message":"Internal server error"}'],
    ['html', 'text/html', expect.stringContaining('<h1>504 Server Error</h1>')],
  ] as const)('of the gateway speaks %s', (serverErrorBody, type, body) => {
    const aircall = company({ serverErrorBody });
    aircall.fault(() => true, { kind: 'status', status: 504 });
    expect(page(aircall, 1)).toMatchObject({ status: 504, headers: { 'content-type': type }, body });
  });

  test('may have words and headers of its own', () => {
    const aircall = company();
    const headers = { location: 'https://elsewhere.example.com/' };
    aircall.fault(() => true, { kind: 'status', status: 302, body: '', headers });
    expect(page(aircall, 1)).toMatchObject({ status: 302, headers, body: '' });
  });

  test('may change or take away headers', () => {
    const aircall = company();
    aircall.fault(() => true, { kind: 'headers', headers: { 'content-type': undefined, 'x-new': '1' } });
    const { headers } = page(aircall, 1);
    expect([headers['content-type'], headers['x-new']]).toEqual([undefined, '1']);
  });

  test('may show an HTML page with status 200', () => {
    const aircall = company();
    aircall.fault(() => true, { kind: 'html' });
    expect(page(aircall, 1)).toMatchObject({ status: 200, body: expect.stringMatching(/^<!DOCTYPE html>/) });
  });

  test('may break the JSON', () => {
    const aircall = company();
    aircall.fault(() => true, { kind: 'invalid-json' });
    expect(() => JSON.parse(page(aircall, 1).body)).toThrow(SyntaxError);
  });

  test('may leave out the rows, and the total with them or not', () => {
    const aircall = company();
    const answer = (fault: Fault) => {
      aircall.fault(() => true, fault);
      return JSON.parse(page(aircall, 1).body);
    };
    expect(Object.keys(answer({ kind: 'without-key' }))).toEqual(['meta']);
    expect(answer({ kind: 'empty-page' })).toMatchObject({ calls: [], meta: { count: 0, total: 120 } });
    expect(answer({ kind: 'empty-page', total: 'zero' })).toMatchObject({
      calls: [],
      meta: { count: 0, total: 0 },
    });
  });

  test('may give the page before once more', () => {
    const aircall = company();
    const first = rowsOf(page(aircall, 1).body).map(({ id }) => id);
    aircall.fault({ query: { page: 2 } }, { kind: 'duplicate-page' });
    const again = page(aircall, 2);
    expect(rowsOf(again.body).map(({ id }) => id)).toEqual(first);
    expect(JSON.parse(again.body)).toMatchObject({ meta: { current_page: 2 } });
    expect(rowsOf(page(aircall, 2).body).map(({ id }) => id)).not.toEqual(first);
  });

  test('may be any change of the body', () => {
    const aircall = company();
    aircall.fault(() => true, { kind: 'payload', edit: (payload) => ({ ...payload, extra: 1 }) });
    expect(JSON.parse(page(aircall, 1).body)).toMatchObject({ extra: 1 });
    aircall.fault(() => true, { kind: 'text', edit: (text) => text.slice(0, 9) });
    expect(page(aircall, 1).body).toBe('{"calls":');
  });

  test('of the way leaves the answer as it is and says what happens to it', () => {
    const aircall = company();
    aircall.fault(() => true, { kind: 'truncate', share: 0.1 }, 2);
    expect(page(aircall, 1)).toMatchObject({ status: 200, wire: { kind: 'truncate', share: 0.1 } });
    expect(() => aircall.listCalls({})).toThrow('truncate');
  });
});
