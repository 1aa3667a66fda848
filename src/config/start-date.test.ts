import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseStartDate } from './start-date.ts';

const at = (...time: readonly [number, number, number, number?, number?, number?]): number =>
  Date.UTC(...time) / 1000;

describe('a start date', () => {
  test.each<[text: string, epochSeconds: number]>([
    ['2026-01-31', at(2026, 0, 31)],
    ['2024-02-29', at(2024, 1, 29)],
    ['2026-01-31T08:30', at(2026, 0, 31, 8, 30)],
    ['2026-01-31T08:30:15', at(2026, 0, 31, 8, 30, 15)],
    ['2026-01-31T08:30:15Z', at(2026, 0, 31, 8, 30, 15)],
    ['2026-01-31t08:30:15z', at(2026, 0, 31, 8, 30, 15)],
    ['2026-01-31 08:30:15', at(2026, 0, 31, 8, 30, 15)],
    ['2026-01-31T08:30:15.999999Z', at(2026, 0, 31, 8, 30, 15)],
    ['2026-01-31T08:30:15+02:00', at(2026, 0, 31, 6, 30, 15)],
    ['2026-01-31T08:30:15.5-0530', at(2026, 0, 31, 14, 0, 15)],
    ['2026-01-01T00:30:00+14:00', at(2025, 11, 31, 10, 30)],
    ['1970-01-01', 0],
    ['1969-12-31T23:59:59.9Z', 0],
    ['0001-01-01', 0],
    ['2099-12-31T23:59:59Z', at(2099, 11, 31, 23, 59, 59)],
  ])('%s is read to the second, in UTC', (text, epochSeconds) => {
    expect(parseStartDate(text)).toBe(epochSeconds);
  });

  test('one in any form that a program writes is floored to its second', () => {
    const time = fc.date({ min: new Date(0), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(time, (date) => {
        expect(parseStartDate(date.toISOString())).toBe(Math.floor(date.getTime() / 1000));
      }),
    );
  });

  test('the same instant is the same at any offset', () => {
    const offset = fc.integer({ min: -23 * 60, max: 23 * 60 });
    fc.assert(
      fc.property(fc.integer({ min: 86_400, max: 4_000_000_000 }), offset, (epochSeconds, minutes) => {
        const local = new Date((epochSeconds + minutes * 60) * 1000).toISOString().slice(0, 19);
        const sign = minutes < 0 ? '-' : '+';
        const text = `${local}${sign}${pad(Math.abs(minutes) / 60)}:${pad(Math.abs(minutes) % 60)}`;
        expect(parseStartDate(text)).toBe(epochSeconds);
      }),
    );
  });

  test('a day that the calendar does not have is told from another form', () => {
    expect(parseStartDate('2026-04-31')).toBe('calendar');
    expect(parseStartDate('2026-00-10')).toBe('calendar');
    expect(parseStartDate('2026-01-31T08:60:00')).toBe('calendar');
    expect(parseStartDate('2026-01-31T08:00:00+02:60')).toBe('calendar');
    expect(parseStartDate('2026-W05')).toBe('form');
    expect(parseStartDate('2026-01-31T')).toBe('form');
    expect(parseStartDate('2026-01-31T08:00:00+2')).toBe('form');
    expect(parseStartDate('2100-01-01')).toBe('future');
  });
});

function pad(part: number): string {
  return String(Math.floor(part)).padStart(2, '0');
}
