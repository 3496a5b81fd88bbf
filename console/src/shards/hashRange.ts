import type { BusyKey, ShardLoad } from '../api/kinesis';

/** Hash keys are 128-bit numbers: as text on the wire, as BigInt here, never as numbers. */
export const HASH_KEYS = 2n ** 128n;

export interface Range {
  start: bigint;
  end: bigint;
}

export function rangeOf(shard: Pick<ShardLoad, 'StartingHashKey' | 'EndingHashKey'>): Range {
  return { start: BigInt(shard.StartingHashKey), end: BigInt(shard.EndingHashKey) };
}

function sizeOf({ start, end }: Range): bigint {
  return end - start + 1n;
}

/** The part of all hash keys that a range has, 0 to 1. */
export function share(range: Range): number {
  return Number((sizeOf(range) * 1_000_000_000n) / HASH_KEYS) / 1e9;
}

/** In the order of their hash keys, which is the order of the bar. */
export function inOrder<T extends Pick<ShardLoad, 'StartingHashKey' | 'EndingHashKey'>>(shards: T[]): T[] {
  return [...shards].sort((a, b) => (BigInt(a.StartingHashKey) < BigInt(b.StartingHashKey) ? -1 : 1));
}

/** True if two shards may be merged: the range of one begins where the other's ends. */
export function adjacent(a: ShardLoad, b: ShardLoad): boolean {
  const first = rangeOf(a);
  const second = rangeOf(b);
  return first.end + 1n === second.start || second.end + 1n === first.start;
}

export type SplitWay = 'even' | 'hottest';

/**
 * The first hash key of the upper child. At the hottest key: the key's own hash, so that it is the lower end of the upper child;
 * one above it if it is the lower end already. Undefined if the shard can't be split so.
 */
export function splitPoint(shard: ShardLoad, way: SplitWay): bigint | undefined {
  const range = rangeOf(shard);
  if (sizeOf(range) < 2n) return undefined;
  if (way === 'even') return range.start + sizeOf(range) / 2n;
  const hottest = shard.BusiestKeys[0];
  if (!hottest) return undefined;
  const hash = BigInt(hottest.HashKey);
  const point = hash > range.start ? hash : hash + 1n;
  return point <= range.end ? point : undefined;
}

export interface Child {
  range: Range;
  keys: BusyKey[];
  /**
   * The part of the shard's load that it may get: of the known keys as they are, of all others by the size of the range.
   */
  load: number;
}

/** What each child of a split would be. */
export function splitChildren(shard: ShardLoad, point: bigint): [Child, Child] {
  const range = rangeOf(shard);
  const known = shard.BusiestKeys.reduce((sum, key) => sum + key.Share, 0);
  const rest = Math.max(0, 1 - known);
  const child = (part: Range): Child => {
    const keys = shard.BusiestKeys.filter((key) => {
      const hash = BigInt(key.HashKey);
      return hash >= part.start && hash <= part.end;
    });
    const ofRange = Number((sizeOf(part) * 1_000_000n) / sizeOf(range)) / 1e6;
    return { range: part, keys, load: Math.min(1, keys.reduce((sum, key) => sum + key.Share, 0) + rest * ofRange) };
  };
  return [child({ start: range.start, end: point - 1n }), child({ start: point, end: range.end })];
}

/** The range of two neighbours together. */
export function merged(a: ShardLoad, b: ShardLoad): Range {
  const first = rangeOf(a);
  const second = rangeOf(b);
  return {
    start: first.start < second.start ? first.start : second.start,
    end: first.end > second.end ? first.end : second.end,
  };
}
