import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { operation, type ShardLoad, type ShardLoads } from '../api/kinesis';
import { plural } from '../figures/format';
import { Loading } from '../figures/Loading';
import { Problem } from '../figures/Problem';
import { useFilters } from '../shell/navigation';
import { HashBar } from './HashBar';
import { adjacent, inOrder } from './hashRange';
import { Lineage } from './Lineage';
import { SelectedShards } from './SelectedShards';
import { ShardTable } from './ShardTable';
import './shards.css';

const ALL_SHARDS = 10_000;

/** How a stream's hash keys are divided, what each part bears, and how to divide them better. */
export default function ShardsTab() {
  const stream = useParams({ strict: false }).name!;
  const [search, change] = useFilters();
  const loads = useQuery({
    queryKey: ['shards', stream],
    queryFn: ({ signal }) =>
      operation<ShardLoads>(
        'DescribeShardLoad',
        { StreamName: stream, Limit: ALL_SHARDS, IncludeHistory: true },
        signal,
      ),
    refetchInterval: (query) => ((query.state.data?.OpenShardCount ?? 0) > 500 ? 15_000 : 5_000),
  });
  const shards = useMemo(() => inOrder(loads.data?.Shards ?? []), [loads.data]);
  const wanted = (search['shard'] ?? '').split(',');
  const selected = shards.filter((shard) => wanted.includes(shard.ShardId));

  function select(shard: ShardLoad, add: boolean) {
    const one = selected[0];
    const neighbours = add && one && one.ShardId !== shard.ShardId && adjacent(one, shard);
    const next = neighbours ? [one, shard] : selected.length === 1 && one?.ShardId === shard.ShardId ? [] : [shard];
    change({ shard: next.map((each) => each.ShardId).join(',') || undefined });
  }

  if (!loads.data)
    return loads.error ? (
      <Problem error={loads.error} what="The shards can’t be read" retry={() => void loads.refetch()} />
    ) : (
      <Loading what="the shards" />
    );
  return (
    <SpaceBetween size="l">
      <Problem error={loads.error} what="The shards can’t be read now; these are the last figures" />
      <Container
        header={
          <Header
            variant="h2"
            counter={`(${loads.data.OpenShardCount})`}
            description={
              loads.data.LimitProfile === 'AWS'
                ? 'Limits: profile aws. A shard takes 1,000 records/s and 1 MiB/s; what exceeds it is refused.'
                : 'Limits: profile unlimited. Use is told in parts of what AWS lets a shard take; nothing is refused.'
            }
          >
            Open shards
          </Header>
        }
      >
        <SpaceBetween size="m">
          <HashBar shards={shards} selected={selected.map((shard) => shard.ShardId)} onSelect={select} />
          {selected.length === 0 ? (
            <Box color="text-body-secondary">
              Choose a shard to split it; with Shift a neighbour too, to merge them. {plural(shards.length, 'shard')} in
              the table below.
            </Box>
          ) : (
            <SelectedShards
              stream={stream}
              shards={selected}
              all={shards}
              onSelect={(ids) => change({ shard: ids.join(',') || undefined })}
            />
          )}
        </SpaceBetween>
      </Container>
      <ShardTable
        shards={shards}
        selected={selected}
        onSelect={(ids) => change({ shard: ids.join(',') || undefined })}
        text={search['q'] ?? ''}
        onText={(q) => change({ q: q || undefined })}
      />
      <Lineage stream={stream} focus={selected[0]?.ShardId} />
    </SpaceBetween>
  );
}
