import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { operation, type StreamLoads } from '../api/kinesis';
import { serverNow } from '../api/client';
import { bytesPerSecond, count, duration, plural, rate } from '../figures/format';
import { Empty, Loading } from '../figures/Loading';
import { Metric } from '../figures/Metric';
import { Problem } from '../figures/Problem';
import { TimeChart } from '../figures/TimeChart';
import { awsTime } from '../figures/Time';
import { streamHref } from '../shell/navigation';

const MATCHES_LOOKED_AT = 1_000;

/** What the stream bears now and in the last hour. */
export default function MonitoringTab() {
  const name = useParams({ strict: false }).name!;
  const query = useQuery({
    queryKey: ['loads', 'stream', name],
    queryFn: ({ signal }) =>
      operation<StreamLoads>('ListStreamLoads', { NameContains: name, Limit: MATCHES_LOOKED_AT }, signal),
    refetchInterval: 5_000,
  });
  const load = query.data?.Streams.find((stream) => stream.StreamName === name);
  const throttled = load ? load.ThrottledWrites + load.ThrottledReads : 0;

  return (
    <SpaceBetween size="l">
      <Problem error={query.error} what="The stream’s figures can’t be read" retry={() => void query.refetch()} />
      {!load ? (
        query.isPending ? (
          <Loading what="the figures" />
        ) : (
          <Empty title="No figures of this stream yet" />
        )
      ) : (
        <>
          <Container header={<Header variant="h2">Now</Header>}>
            <ColumnLayout columns={4} variant="text-grid" minColumnWidth={160}>
              <Metric name="Written" value={`${rate(load.WrittenRecordsPerSecond)} records/s`}>
                {bytesPerSecond(load.WrittenBytesPerSecond)}
              </Metric>
              <Metric name="Read" value={`${rate(load.ReadRecordsPerSecond)} records/s`}>
                {bytesPerSecond(load.ReadBytesPerSecond)}
              </Metric>
              <Metric
                name="Worst lag"
                value={
                  load.IteratorAgeMilliseconds === undefined ? 'no reader' : duration(load.IteratorAgeMilliseconds)
                }
              >
                <Link href={streamHref(name, 'consumers')}>{plural(load.ConsumerCount, 'registered consumer')}</Link>
              </Metric>
              <Metric
                name="Throttled in the last hour"
                value={<span className={throttled > 0 ? 'warn' : ''}>{count(throttled)}</span>}
              >
                {count(load.ThrottledWrites)} writes, {count(load.ThrottledReads)} reads
              </Metric>
              <Metric name="Open shards" value={count(load.OpenShardCount)}>
                <Link href={streamHref(name, 'shards')}>How they are used</Link>
              </Metric>
              <Metric name="Limits" value={load.LimitProfile === 'AWS' ? 'aws' : 'unlimited'}>
                {load.LimitProfile === 'AWS'
                  ? 'Each shard takes 1,000 records/s and 1 MiB/s, and gives 2 MiB/s in 5 calls/s'
                  : 'No rate is enforced on this stream'}
              </Metric>
            </ColumnLayout>
          </Container>
          <Container header={<Header variant="h2">Records written per second</Header>}>
            {load.WrittenRecordsHistory.length > 0 ? (
              <TimeChart
                title="Records written per second"
                end={
                  query.data?.History.EndTimestamp === undefined
                    ? serverNow()
                    : awsTime(query.data.History.EndTimestamp)
                }
                series={[{ label: 'Written', values: load.WrittenRecordsHistory }]}
                format={rate}
              />
            ) : (
              <Box color="text-body-secondary">Nothing was written in the last hour.</Box>
            )}
          </Container>
        </>
      )}
    </SpaceBetween>
  );
}
