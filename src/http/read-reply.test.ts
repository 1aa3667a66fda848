import { describe, expect, test } from 'vitest';
import { reply } from '../../integration_tests/support/fake-transport.ts';
import type { Fault } from './outcome.ts';
import { isJson, readReply } from './read-reply.ts';

const NOW = Date.UTC(2026, 8, 1, 12);

function faultOf(...given: Parameters<typeof reply>): Fault {
  const page = readReply(reply(...given), { nowMs: NOW, quote });
  if (!('fault' in page)) throw new Error('no fault');
  return page.fault;
}

const quote = (text: string, most: number): string => text.slice(0, most);

describe('what an answer is taken for', () => {
  test.each([
    [201, 'unusable'],
    [204, 'unusable'],
    [301, 'redirect'],
    [302, 'redirect'],
    [304, 'redirect'],
    [400, 'bad-request'],
    [401, 'denied'],
    [403, 'denied'],
    [404, 'not-found'],
    [405, 'refused'],
    [407, 'proxy'],
    [408, 'outage'],
    [410, 'refused'],
    [422, 'refused'],
    [425, 'outage'],
    [429, 'rate-limit'],
    [451, 'refused'],
    [500, 'outage'],
    [502, 'outage'],
    [503, 'outage'],
    [504, 'outage'],
    [529, 'outage'],
  ])('%i: %s', (status, kind) => {
    expect(faultOf(status).kind).toBe(kind);
  });

  test('a 200 with JSON is its body and the time that it says it is', () => {
    const page = readReply(reply(200, { calls: [1] }, { date: 'Tue, 01 Sep 2026 12:00:00 GMT' }), {
      nowMs: 0,
      quote,
    });
    expect(page).toEqual({ body: { calls: [1] }, dateMs: NOW, sanitized: 0 });
  });

  test('text that no warehouse takes is sanitized and counted', () => {
    const page = readReply(reply(200, String.raw`{"a":"x\u0000y","b":"\ud83d","c":"\ud83d\ude00"}`), {
      nowMs: NOW,
      quote,
    });
    expect(page).toMatchObject({ body: { a: 'xy', b: '\ufffd', c: '😀' }, sanitized: 2 });
  });

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/problem+json',
  ])('%s is JSON', (type) => {
    expect(isJson(reply(200, {}, { 'content-type': type }))).toBe(true);
  });

  test.each([
    ['a web page', '<!DOCTYPE html><title>Login</title>', 'text/html', 'answered a web page instead of JSON'],
    ['text', 'hello', 'text/plain; charset=utf-8', 'answered text/plain instead of JSON'],
    ['JSON that does not say so', '{}', '', 'answered something without a content type instead of JSON'],
  ])('%s is not usable', (_, body, type, what) => {
    expect(faultOf(200, body, { 'content-type': type })).toMatchObject({ kind: 'unusable', what });
  });

  test.each(['', '{"a":', '{"name":"Ada Example","phone":+15550100}', 'undefined'])(
    'invalid JSON is not usable, and not quoted: %s',
    (body) => {
      const fault = faultOf(200, body);
      expect(fault.kind).toBe('unusable');
      expect(JSON.stringify(fault)).not.toContain('Ada');
    },
  );

  test('JSON nested more deeply than can be written is not usable', () => {
    expect(faultOf(200, `${'['.repeat(9000)}${']'.repeat(9000)}`).what).toContain('too deeply');
  });

  test('a 429 says how long to wait, and so does an outage', () => {
    expect(faultOf(429, {}, { 'retry-after': '90' }).waitMs).toBe(90_000);
    expect(faultOf(429).waitMs).toBe(60_000);
    expect(faultOf(503, {}, { 'retry-after': '7' }).waitMs).toBe(7000);
    expect(faultOf(503).waitMs).toBeUndefined();
  });

  test('a redirect says where to, without what a path may hold', () => {
    const to = (location: string): string => faultOf(302, '', { location }).what;
    expect(to('https://login.example.com/in?key=abc')).toBe(
      'answered 302, a redirect to https://login.example.com',
    );
    expect(to('/v2/ping')).toBe('answered 302, a redirect to another path');
    expect(faultOf(302).what).toBe('answered 302, a redirect to nowhere');
  });

  test('no more than a thousand characters of an answer are kept for whoever debugs', () => {
    expect(faultOf(500, 'x'.repeat(5000)).details?.length).toBeLessThan(1100);
    expect(faultOf(200, `<html>${'x'.repeat(5000)}`, { 'content-type': 'text/html' }).details?.length).toBe(
      1000,
    );
  });

  test('an error page that is not JSON is told apart from what Aircall answers', () => {
    expect(faultOf(403, '<html>blocked</html>', { 'content-type': 'text/html' }).what).toBe(
      'answered 403 with a web page',
    );
    expect(faultOf(403, { message: 'Forbidden' }).what).toBe('answered 403');
  });
});
