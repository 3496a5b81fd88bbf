/** What a stream shall bear at its peak. */
export interface Need {
  recordsPerSecond: number;
  /** Size of a record in KB; AWS counts each as whole KB. */
  recordKilobytes: number;
  /** Applications that poll, and so share what a shard gives. */
  pollingConsumers: number;
  /** Consumers with enhanced fan-out: each has a rate of its own. */
  fanOutConsumers: number;
  /** What is added for growth and for keys that don't spread evenly, in percent. */
  headroomPercent: number;
}

export interface Capacity {
  shards: number;
  byRecords: number;
  byBytes: number;
  byReads: number;
  /** Which of the three decides. */
  decides: 'records' | 'bytes' | 'reads';
  kilobytesPerSecond: number;
}

// https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
const RECORDS_PER_SHARD = 1_000;
const KILOBYTES_IN_PER_SHARD = 1_000;
const KILOBYTES_OUT_PER_SHARD = 2_000;

/** Shards that a provisioned stream needs: the largest of the needs by records, by bytes and by reads, with headroom. */
export function capacity(need: Need): Capacity {
  const kilobytes = need.recordsPerSecond * Math.max(1, Math.ceil(need.recordKilobytes));
  const byRecords = need.recordsPerSecond / RECORDS_PER_SHARD;
  const byBytes = kilobytes / KILOBYTES_IN_PER_SHARD;
  // A consumer with fan-out reads 2 MB/s of every shard by itself, twice what a shard takes: it never decides.
  const byReads = (kilobytes * need.pollingConsumers) / KILOBYTES_OUT_PER_SHARD;
  const most = Math.max(byRecords, byBytes, byReads);
  return {
    shards: Math.max(1, Math.ceil(most * (1 + need.headroomPercent / 100))),
    byRecords,
    byBytes,
    byReads,
    decides:
      most === byBytes && byBytes > byRecords ? 'bytes' : most === byReads && byReads > byRecords ? 'reads' : 'records',
    kilobytesPerSecond: kilobytes,
  };
}
