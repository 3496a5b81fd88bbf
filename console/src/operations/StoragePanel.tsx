import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Pagination from '@cloudscape-design/components/pagination';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { operation, type Storage } from '../api/kinesis';
import { bytes, count } from '../figures/format';
import { Empty, Loading } from '../figures/Loading';
import { Metric } from '../figures/Metric';
import { Problem } from '../figures/Problem';
import { Ago, awsTime } from '../figures/Time';
import { streamHref } from '../shell/navigation';

const MOST = 1_000;
const PAGE = 20;

export function StoragePanel() {
  const [page, setPage] = useState(1);
  const storage = useQuery({
    queryKey: ['storage'],
    queryFn: ({ signal }) => operation<Storage>('DescribeStorage', { Limit: MOST }, signal),
    refetchInterval: 15_000,
  });
  const data = storage.data;
  if (!data)
    return storage.error ? (
      <Problem error={storage.error} what="The storage can’t be read" retry={() => void storage.refetch()} />
    ) : (
      <Loading what="the storage" />
    );
  const used = data.DiskTotalBytes - data.DiskFreeBytes;
  return (
    <Container header={<Header variant="h2">Storage</Header>}>
      <SpaceBetween size="m">
        <Problem error={storage.error} what="The storage can’t be read now; these are the last figures" />
        <ProgressBar
          label="Disk of the record log"
          value={data.DiskTotalBytes > 0 ? (used / data.DiskTotalBytes) * 100 : 0}
          additionalInfo={`${bytes(used)} of ${bytes(data.DiskTotalBytes)} used, ${bytes(data.DiskFreeBytes)} free`}
        />
        <ColumnLayout columns={4} variant="text-grid" minColumnWidth={150}>
          <Metric name="Journal" value={bytes(data.JournalBytes)} />
          <Metric name="Segments" value={bytes(data.SegmentBytes)}>
            compression {data.Compression.toLowerCase()}
          </Metric>
          <Metric name="In the object store" value={bytes(data.FarBytes)}>
            {data.TierBucket ? `bucket ${data.TierBucket}` : 'no tier is set'}
          </Metric>
          <Metric name="Growth" value={`${bytes(data.GrowthBytesPerDay)} a day`}>
            {data.DaysLeft === undefined ? 'the disk lasts' : `${count(Math.floor(data.DaysLeft))} days left`};
            durability {data.Durability.toLowerCase()}
          </Metric>
        </ColumnLayout>
        <Table
          variant="embedded"
          header={<Header variant="h3">By stream</Header>}
          items={data.Streams.slice((page - 1) * PAGE, page * PAGE)}
          trackBy="StreamName"
          ariaLabels={{ tableLabel: 'Storage by stream' }}
          empty={
            <Empty title="No finished segments yet">What is written stays in the journal for some time first.</Empty>
          }
          pagination={
            data.Streams.length > PAGE ? (
              <Pagination
                currentPageIndex={page}
                pagesCount={Math.ceil(data.Streams.length / PAGE)}
                onChange={({ detail }) => setPage(detail.currentPageIndex)}
                ariaLabels={{
                  nextPageLabel: 'Next page',
                  previousPageLabel: 'Previous page',
                  pageLabel: (number) => `Page ${number}`,
                }}
              />
            ) : undefined
          }
          columnDefinitions={[
            {
              id: 'name',
              header: 'Stream',
              isRowHeader: true,
              cell: (stream) => <Link href={streamHref(stream.StreamName)}>{stream.StreamName}</Link>,
            },
            { id: 'stored', header: 'On the disk', cell: (stream) => bytes(stream.StoredBytes) },
            { id: 'far', header: 'In the object store', cell: (stream) => bytes(stream.FarBytes) },
            { id: 'segments', header: 'Segments', cell: (stream) => count(stream.SegmentCount) },
            {
              id: 'oldest',
              header: 'Oldest',
              cell: (stream) =>
                stream.OldestTimestamp === undefined ? '–' : <Ago at={awsTime(stream.OldestTimestamp)} />,
            },
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}
