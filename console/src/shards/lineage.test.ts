import { expect, it } from 'vitest';
import type { ListedShard } from '../api/kinesis';
import { lineage, linesOf } from './lineage';

function shard(id: string, parent?: string, adjacent?: string, closed = false): ListedShard {
  return {
    ShardId: id,
    ...(parent ? { ParentShardId: parent } : {}),
    ...(adjacent ? { AdjacentParentShardId: adjacent } : {}),
    HashKeyRange: { StartingHashKey: '0', EndingHashKey: '1' },
    SequenceNumberRange: { StartingSequenceNumber: '1', ...(closed ? { EndingSequenceNumber: '2' } : {}) },
  };
}

it('puts the children of a split below their parent', () => {
  const [root] = lineage([shard('a', undefined, undefined, true), shard('b', 'a'), shard('c', 'a')]);

  expect(root!.open).toBe(false);
  expect(root!.children.map((child) => child.shard.ShardId)).toEqual(['b', 'c']);
});

it('puts a merged shard below both of its parents', () => {
  const roots = lineage([
    shard('a', undefined, undefined, true),
    shard('b', undefined, undefined, true),
    shard('c', 'a', 'b'),
  ]);

  expect(roots.map((root) => root.children[0]!.shard.ShardId)).toEqual(['c', 'c']);
});

it('makes a root of a shard whose parent has expired', () => {
  expect(lineage([shard('b', 'a')]).map((root) => root.shard.ShardId)).toEqual(['b']);
});

it('finds the lines that lead to a shard', () => {
  const roots = lineage([shard('a', undefined, undefined, true), shard('b', 'a'), shard('c')]);

  expect(linesOf(roots, 'b').map((root) => root.shard.ShardId)).toEqual(['a']);
});
