import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { readAudit } from '../api/admin';
import { serverNow } from '../api/client';
import { operation, type Storage, type StreamLoads } from '../api/kinesis';
import { bytes, bytesPerSecond, count, duration, plural, rate } from '../figures/format';
import { Empty, Loading } from '../figures/Loading';
import { Metric } from '../figures/Metric';
import { Problem } from '../figures/Problem';
import { Ago, awsTime } from '../figures/Time';
import { useHealth } from '../shell/health';
import { streamHref } from '../shell/navigation';
import { GetStarted } from './GetStarted';

const TimeChart = lazy(() => import('../figures/TimeChart').then((module) => ({ default: module.TimeChart })));

/** Full within fewer days is worth a warning. */
const FEW_DAYS = 7;

export default function OverviewPage() {
  const health = useHealth();
  const loads = useQuery({
    queryKey: ['loads', 'overview'],
    queryFn: ({ signal }) =>
      operation<StreamLoads>('ListStreamLoads', { Limit: 1, SortBy: 'ITERATOR_AGE', Descending: true }, signal),
    refetchInterval: 5_000,
  });
  const storage = useQuery({
    queryKey: ['storage', 'overview'],
    queryFn: ({ signal }) => operation<Storage>('DescribeStorage', { Limit: 1 }, signal),
    refetchInterval: 30_000,
  });
  const changes = useQuery({
    queryKey: ['audit', 'recent'],
    queryFn: ({ signal }) => readAudit({ limit: 8 }, signal),
    refetchInterval: 10_000,
  });
  const totals = loads.data?.Totals;
  const history = loads.data?.History;
  const throttles = totals ? totals.ThrottledWrites + totals.ThrottledReads : 0;
  const days = storage.data?.DaysLeft;

  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={
          health.data ? `${health.data.region} · account ${health.data.account} · ${health.data.version}` : undefined
        }
        actions={
          <Button href="/console/streams/create" variant="primary">
            Create a stream
          </Button>
        }
      >
        Overview
      </Header>
      <Problem error={loads.error} what="The figures of the streams can’t be read" retry={() => void loads.refetch()} />
      {loads.data?.TotalCount === 0 ? <GetStarted withButton /> : null}
      <Container header={<Header variant="h2">Now</Header>}>
        {totals ? (
          <ColumnLayout columns={4} variant="text-grid" minColumnWidth={160}>
            <Metric name="Written" value={`${rate(totals.WrittenRecordsPerSecond)} records/s`}>
              {bytesPerSecond(totals.WrittenBytesPerSecond)}
            </Metric>
            <Metric name="Read" value={`${rate(totals.ReadRecordsPerSecond)} records/s`}>
              {bytesPerSecond(totals.ReadBytesPerSecond)}
            </Metric>
            <Metric
              name="Worst iterator age"
              value={
                totals.WorstIteratorAgeMilliseconds === undefined
                  ? 'no reader'
                  : duration(totals.WorstIteratorAgeMilliseconds)
              }
            >
              {totals.WorstIteratorAgeStream ? (
                <Link href={streamHref(totals.WorstIteratorAgeStream, 'consumers')}>
                  {totals.WorstIteratorAgeStream}
                </Link>
              ) : null}
            </Metric>
            <Metric
              name="Throttled in the last hour"
              value={<span className={throttles > 0 ? 'warn' : ''}>{count(throttles)}</span>}
            >
              {count(totals.ThrottledWrites)} writes, {count(totals.ThrottledReads)} reads
            </Metric>
            <Metric name="Streams" value={count(loads.data!.TotalCount)}>
              {plural(totals.OpenShardCount, 'open shard')}
            </Metric>
            <Metric
              name="Disk left"
              value={
                <span className={days !== undefined && days < FEW_DAYS ? 'bad' : ''}>
                  {!storage.data
                    ? '…'
                    : days === undefined
                      ? bytes(storage.data.DiskFreeBytes)
                      : days > 999
                        ? 'over 999 days'
                        : `${Math.floor(days)} days`}
                </span>
              }
            >
              {storage.data
                ? `${bytes(storage.data.DiskFreeBytes)} free${storage.data.GrowthBytesPerDay > 0 ? `, ${bytes(storage.data.GrowthBytesPerDay)} more a day` : ', not growing'}`
                : null}
            </Metric>
          </ColumnLayout>
        ) : (
          <Loading what="the figures" />
        )}
      </Container>
      <ColumnLayout columns={2} minColumnWidth={320}>
        <Container header={<Header variant="h2">Records per second</Header>}>
          {history ? (
            <Suspense fallback={<Loading what="the chart" />}>
              <TimeChart
                title="Records per second"
                end={history.EndTimestamp === undefined ? serverNow() : awsTime(history.EndTimestamp)}
                series={[
                  { label: 'Written', values: history.WrittenRecordsPerSecond },
                  { label: 'Read', values: history.ReadRecordsPerSecond },
                ]}
                format={rate}
              />
            </Suspense>
          ) : (
            <Loading what="the chart" />
          )}
        </Container>
        <Container header={<Header variant="h2">Bytes per second</Header>}>
          {history ? (
            <Suspense fallback={<Loading what="the chart" />}>
              <TimeChart
                title="Bytes per second"
                end={history.EndTimestamp === undefined ? serverNow() : awsTime(history.EndTimestamp)}
                series={[
                  { label: 'Written', values: history.WrittenBytesPerSecond },
                  { label: 'Read', values: history.ReadBytesPerSecond },
                ]}
                format={bytesPerSecond}
              />
            </Suspense>
          ) : (
            <Loading what="the chart" />
          )}
        </Container>
        <Container header={<Header variant="h2">Services</Header>}>
          {health.data ? (
            <SpaceBetween size="xs">
              {health.data.services.map((service) => (
                <div key={service.name}>
                  <StatusIndicator type={service.status === 'UP' ? 'success' : 'error'}>
                    {service.name} {service.status === 'UP' ? 'is up' : 'is down'}
                  </StatusIndicator>
                  {service.detail ? <Box color="text-body-secondary">{service.detail}</Box> : null}
                </div>
              ))}
            </SpaceBetween>
          ) : (
            <Loading what="the services" />
          )}
        </Container>
        <Container
          header={
            <Header variant="h2" actions={<Link href="/console/audit">All</Link>}>
              Recent changes
            </Header>
          }
        >
          <Problem error={changes.error} what="The audit log can’t be read" />
          {changes.data?.events.length === 0 ? <Empty title="Nothing was changed yet" /> : null}
          <ul className="changes">
            {changes.data?.events.map((event) => (
              <li key={event.id}>
                <strong>{event.action}</strong>
                {event.resource ? ` ${event.resource}` : ''} by {event.actor}
                {event.result === 'Success' ? '' : <span className="bad"> {event.result}</span>}{' '}
                <span className="quiet">
                  <Ago at={event.at} />
                </span>
              </li>
            ))}
          </ul>
        </Container>
      </ColumnLayout>
      {loads.data && loads.data.TotalCount > 0 ? <GetStarted withButton={false} /> : null}
    </SpaceBetween>
  );
}
