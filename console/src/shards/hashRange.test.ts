import { describe, expect, it } from 'vitest';
import type { BusyKey, ShardLoad } from '../api/kinesis';
import { adjacent, HASH_KEYS, inOrder, merged, share, splitChildren, splitPoint } from './hashRange';

function shard(start: bigint, end: bigint, keys: BusyKey[] = []): ShardLoad {
  return {
    ShardId: `shardId-${start}`,
    StartingHashKey: String(start),
    EndingHashKey: String(end),
    BusiestKeys: keys,
    PeakWriteUtilization: 1,
  } as unknown as ShardLoad;
}

const last = HASH_KEYS - 1n;
const half = HASH_KEYS / 2n;

describe('a split', () => {
  it('at the middle leaves no hash key without a child', () => {
    const point = splitPoint(shard(0n, last), 'even')!;

    const [lower, upper] = splitChildren(shard(0n, last), point);

    expect(point).toBe(half);
    expect(lower.range).toEqual({ start: 0n, end: half - 1n });
    expect(upper.range).toEqual({ start: half, end: last });
  });

  it('at the hottest key begins the upper child with its hash', () => {
    expect(splitPoint(shard(0n, 100n, [{ PartitionKey: 'hot', Share: 0.5, HashKey: '42' }]), 'hottest')).toBe(42n);
  });

  it('at a hottest key that is the lower end begins one above it', () => {
    expect(splitPoint(shard(42n, 100n, [{ PartitionKey: 'hot', Share: 0.5, HashKey: '42' }]), 'hottest')).toBe(43n);
  });

  it('is not possible of a shard with one hash key', () => {
    expect(splitPoint(shard(7n, 7n), 'even')).toBeUndefined();
  });

  it('at the hottest key is not possible while no key is known', () => {
    expect(splitPoint(shard(0n, 100n), 'hottest')).toBeUndefined();
  });

  it('gives the known keys to the child that owns them, the rest by size', () => {
    const keys = [
      { PartitionKey: 'a', Share: 0.4, HashKey: '10' },
      { PartitionKey: 'b', Share: 0.2, HashKey: '90' },
    ];

    const [lower, upper] = splitChildren(shard(0n, 99n, keys), 50n);

    expect(lower.keys.map((key) => key.PartitionKey)).toEqual(['a']);
    expect(lower.load).toBeCloseTo(0.6);
    expect(upper.load).toBeCloseTo(0.4);
  });
});

describe('neighbours', () => {
  it('are shards whose ranges touch, in either order', () => {
    expect(adjacent(shard(0n, 9n), shard(10n, 19n))).toBe(true);
    expect(adjacent(shard(10n, 19n), shard(0n, 9n))).toBe(true);
    expect(adjacent(shard(0n, 9n), shard(11n, 19n))).toBe(false);
  });

  it('are one range when they are merged', () => {
    expect(merged(shard(10n, 19n), shard(0n, 9n))).toEqual({ start: 0n, end: 19n });
  });
});

describe('hash keys', () => {
  it('beyond 2^53 keep their order', () => {
    const low = shard(2n ** 90n, 2n ** 90n);
    const high = shard(2n ** 90n + 1n, 2n ** 90n + 1n);

    expect(inOrder([high, low])).toEqual([low, high]);
  });

  it('of all together are the whole', () => {
    expect(share({ start: 0n, end: last })).toBe(1);
  });
});
