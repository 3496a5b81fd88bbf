import { describe, expect, it } from 'vitest';
import { bytes, duration, hours, parseTime, percent, rate, time } from './format';

describe('figures', () => {
  it.each([
    [bytes(0), '0 B'],
    [bytes(1536), '1.5 KiB'],
    [bytes(10 * 1024 ** 2), '10 MiB'],
    [rate(0.004), '<0.01'],
    [rate(1234.5), '1,235'],
    [percent(0.004), '<1 %'],
    [percent(1.5), '150 %'],
    [duration(850), '850 ms'],
    [duration(4_230), '4.2 s'],
    [duration(59_999), '59.9 s'],
    [duration(3 * 60_000), '3 min'],
    [duration(47 * 3_600_000), '47 h'],
    [duration(49 * 3_600_000), '2 d'],
    [duration(-5), '0 ms'],
    [hours(24), '24 hours'],
    [hours(168), '7 days'],
  ])('%s', (shown, expected) => {
    expect(shown).toBe(expected);
  });
});

describe('times', () => {
  it('are told in UTC with milliseconds where asked', () => {
    expect(time(Date.UTC(2026, 10, 23, 4, 5, 6, 7), 'utc', true)).toBe('2026-11-23 04:05:06.007');
  });

  it('are read as they are shown', () => {
    const millis = Date.UTC(2026, 10, 23, 4, 5, 6, 7);

    expect(parseTime(time(millis, 'utc', true), 'utc')).toBe(millis);
    expect(parseTime(time(millis, 'local', true), 'local')).toBe(millis);
  });

  it('that are none are told apart from nothing', () => {
    expect(parseTime('tomorrow', 'utc')).toBeUndefined();
    expect(parseTime('2026-13-45 00:00', 'utc')).toBeUndefined();
  });
});
