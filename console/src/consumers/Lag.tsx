import type { ReaderShard } from '../api/kinesis';
import { count, duration } from '../figures/format';

/** Further behind than this is worth a colour, and a word. */
const LATE_MILLIS = 60_000;

/** How far behind, in records and in time. */
export function Lag({ records, millis }: { records: number | undefined; millis: number | undefined }) {
  if (records === undefined || millis === undefined) return <span className="quiet">nothing read yet</span>;
  if (records === 0 && millis === 0) return <span className="good">at the tip</span>;
  return (
    <span className={millis > LATE_MILLIS ? 'warn' : ''}>
      {count(records)} records, {duration(millis)}
      {millis > LATE_MILLIS ? ' late' : ''}
    </span>
  );
}

/** Records of all shards, time of the worst. */
export function worst(shards: ReaderShard[]): { records: number; millis: number } {
  return {
    records: shards.reduce((sum, shard) => sum + (shard.BehindRecords ?? 0), 0),
    millis: shards.reduce((most, shard) => Math.max(most, shard.MillisBehindLatest ?? 0), 0),
  };
}
