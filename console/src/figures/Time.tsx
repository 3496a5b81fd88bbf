import { useSyncExternalStore } from 'react';
import { serverNow } from '../api/client';
import { usePreferences } from '../shell/preferences';
import { duration, time } from './format';

function millisOf(at: number | string): number {
  return typeof at === 'number' ? at : Date.parse(at);
}

/** AWS's JSON counts seconds, with a fraction. */
export function awsTime(seconds: number): number {
  return seconds * 1_000;
}

/** A moment, in the zone that the user chose; the other zone in its title. */
export function Time({ at, fraction = false }: { at: number | string; fraction?: boolean }) {
  const { zone } = usePreferences();
  const millis = millisOf(at);
  if (Number.isNaN(millis)) return <>–</>;
  const other = zone === 'utc' ? 'local' : 'utc';
  return (
    <time
      dateTime={new Date(millis).toISOString()}
      title={`${time(millis, other, true)} ${other === 'utc' ? 'UTC' : 'local time'}`}
    >
      {time(millis, zone, fraction)}
    </time>
  );
}

const tickers = new Set<() => void>();
let tick = 0;
setInterval(() => {
  tick++;
  for (const ticker of tickers) ticker();
}, 5_000);

/** How long ago, by the server's clock. */
export function Ago({ at }: { at: number | string }) {
  useSyncExternalStore(
    (listener) => {
      tickers.add(listener);
      return () => tickers.delete(listener);
    },
    () => tick,
  );
  const { zone } = usePreferences();
  const millis = millisOf(at);
  if (Number.isNaN(millis)) return <>–</>;
  return (
    <time dateTime={new Date(millis).toISOString()} title={time(millis, zone, true)}>
      {duration(serverNow() - millis)} ago
    </time>
  );
}
