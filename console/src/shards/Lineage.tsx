import ExpandableSection from '@cloudscape-design/components/expandable-section';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listShards } from '../api/kinesis';
import { plural } from '../figures/format';
import { Loading } from '../figures/Loading';
import { Problem } from '../figures/Problem';
import { lineage, linesOf, type Node } from './lineage';

/** A tree of more roots than this is shown for the chosen shard only. */
const ROOTS_AT_MOST = 100;

function Branch({ node, focus }: { node: Node; focus: string | undefined }) {
  const { shard } = node;
  return (
    <li>
      <span className={shard.ShardId === focus ? 'mono lineage-focus' : 'mono'}>{shard.ShardId}</span>{' '}
      <StatusIndicator type={node.open ? 'success' : 'stopped'}>{node.open ? 'open' : 'closed'}</StatusIndicator>
      {shard.AdjacentParentShardId ? (
        <span className="quiet">
          {' '}
          merged from {shard.ParentShardId} and {shard.AdjacentParentShardId}
        </span>
      ) : null}
      {node.children.length > 0 ? (
        <ul>
          {node.children.map((child) => (
            <Branch key={child.shard.ShardId} node={child} focus={focus} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** Which shards came from which: closed ones are there until their last record expires. */
export function Lineage({ stream, focus }: { stream: string; focus: string | undefined }) {
  const [open, setOpen] = useState(false);
  const shards = useQuery({
    queryKey: ['shards', stream, 'all'],
    queryFn: ({ signal }) => listShards(stream, signal),
    enabled: open,
    refetchInterval: 10_000,
  });
  const roots = lineage(shards.data ?? []);
  const shown = roots.length <= ROOTS_AT_MOST ? roots : focus ? linesOf(roots, focus) : [];
  return (
    <ExpandableSection
      variant="container"
      headerText="Lineage"
      headerDescription="Which shards came from which"
      expanded={open}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      <Problem error={shards.error} what="The shards can’t be listed" />
      {shards.isPending && open ? <Loading what="the lineage" /> : null}
      {roots.length > ROOTS_AT_MOST && !focus ? (
        <p>The stream began with {plural(roots.length, 'shard')}. Choose one above to see where it came from.</p>
      ) : null}
      <ul className="lineage" aria-label="Lineage of the shards">
        {shown.map((node) => (
          <Branch key={node.shard.ShardId} node={node} focus={focus} />
        ))}
      </ul>
    </ExpandableSection>
  );
}
