import { describe, expect, it } from 'vitest';
import { capacity, type Need } from './capacity';

const need: Need = {
  recordsPerSecond: 1000,
  recordKilobytes: 1,
  pollingConsumers: 1,
  fanOutConsumers: 0,
  headroomPercent: 0,
};

describe('the capacity calculator', () => {
  it('counts small records by their number', () => {
    expect(capacity({ ...need, recordsPerSecond: 4_500, recordKilobytes: 0.2 })).toMatchObject({
      shards: 5,
      decides: 'records',
    });
  });

  it('counts large records by their bytes', () => {
    expect(capacity({ ...need, recordsPerSecond: 100, recordKilobytes: 25 })).toMatchObject({
      shards: 3,
      decides: 'bytes',
    });
  });

  it('rounds the size of a record up to whole kilobytes', () => {
    expect(capacity({ ...need, recordKilobytes: 1.1 }).shards).toBe(2);
  });

  it('lets polling applications share what a shard gives', () => {
    expect(capacity({ ...need, pollingConsumers: 6 })).toMatchObject({ shards: 3, decides: 'reads' });
  });

  it('needs nothing more for consumers with enhanced fan-out', () => {
    expect(capacity({ ...need, fanOutConsumers: 20 }).shards).toBe(1);
  });

  it('adds the headroom before it rounds', () => {
    expect(capacity({ ...need, recordsPerSecond: 3_200, headroomPercent: 25 }).shards).toBe(4);
  });

  it('never gives less than one shard', () => {
    expect(capacity({ ...need, recordsPerSecond: 0 }).shards).toBe(1);
  });
});
