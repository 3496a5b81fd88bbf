const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** 12,345 */
export function count(value: number): string {
  return whole.format(value);
}

/** Three digits that matter: 0.25, 3.5, 1,230. */
export function rate(value: number): string {
  if (value === 0) return '0';
  if (value < 0.01) return '<0.01';
  return value >= 1000 ? whole.format(value) : short.format(value);
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** 1.5 MiB */
export function bytes(value: number): string {
  let unit = 0;
  let rest = value;
  while (rest >= 1024 && unit < UNITS.length - 1) {
    rest /= 1024;
    unit++;
  }
  return `${unit === 0 ? whole.format(rest) : short.format(rest)} ${UNITS[unit]}`;
}

export function bytesPerSecond(value: number): string {
  return `${bytes(value)}/s`;
}

/** 45 % */
export function percent(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 1 ? '<1' : whole.format(value)} %`;
}

/** 850 ms, 4.2 s, 3 min, 5 h, 2 d: the largest unit that fits. */
export function duration(millis: number): string {
  if (millis < 1_000) return `${whole.format(Math.max(0, millis))} ms`;
  const seconds = millis / 1_000;
  if (seconds < 60) return `${short.format(Math.floor(seconds * 10) / 10)} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3_600) return `${Math.floor(seconds / 3_600)} h`;
  return `${whole.format(Math.floor(seconds / 86_400))} d`;
}

/** 24 hours, 7 days */
export function hours(value: number): string {
  if (value % 24 === 0 && value >= 48) return `${value / 24} days`;
  return value === 1 ? '1 hour' : `${value} hours`;
}

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

export type Zone = 'utc' | 'local';

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** 2026-11-23 14:05:09.120, in UTC or the browser's zone. */
export function time(millis: number, zone: Zone, fraction = false): string {
  const date = new Date(millis);
  if (Number.isNaN(date.getTime())) return '–';
  const utc = zone === 'utc';
  const day = utc
    ? [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
    : [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  const clock = utc
    ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
    : [date.getHours(), date.getMinutes(), date.getSeconds()];
  const millisPart = fraction
    ? `.${String(utc ? date.getUTCMilliseconds() : date.getMilliseconds()).padStart(3, '0')}`
    : '';
  return `${day[0]}-${two(day[1]!)}-${two(day[2]!)} ${clock.map(two).join(':')}${millisPart}`;
}

/** Reads what a user typed as a time in that zone: 2026-11-23 14:05[:09], or ISO 8601. */
export function parseTime(text: string, zone: Zone): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const plain = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)$/.exec(trimmed);
  const millis = Date.parse(plain ? `${plain[1]}T${plain[2]}${zone === 'utc' ? 'Z' : ''}` : trimmed);
  return Number.isNaN(millis) ? undefined : millis;
}
