import type { ListedShard } from '../api/kinesis';

export interface Node {
  shard: ListedShard;
  open: boolean;
  children: Node[];
}

/** Shards below the shards they came from. A merged shard stands below both of its parents. */
export function lineage(shards: ListedShard[]): Node[] {
  const nodes = new Map<string, Node>(
    shards.map((shard) => [
      shard.ShardId,
      { shard, open: shard.SequenceNumberRange.EndingSequenceNumber === undefined, children: [] },
    ]),
  );
  const roots: Node[] = [];
  for (const node of nodes.values()) {
    const parents = [node.shard.ParentShardId, node.shard.AdjacentParentShardId].flatMap((id) => {
      const parent = id === undefined ? undefined : nodes.get(id);
      return parent ? [parent] : [];
    });
    // A parent whose records have expired is not listed any more.
    if (parents.length === 0) roots.push(node);
    for (const parent of parents) parent.children.push(node);
  }
  return roots;
}

/** Only the roots from which the shard descends. */
export function linesOf(roots: Node[], shardId: string): Node[] {
  const has = (node: Node): boolean => node.shard.ShardId === shardId || node.children.some(has);
  return roots.filter(has);
}
