import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useState } from 'react';
import { operation, type StreamLoad, type StreamLoads, type StreamSort } from '../api/kinesis';
import { bytesPerSecond, count, duration, hours, plural, rate } from '../figures/format';
import { Empty } from '../figures/Loading';
import { Problem } from '../figures/Problem';
import { Sparkline } from '../figures/Sparkline';
import { Ago, awsTime } from '../figures/Time';
import { streamHref, useFilters } from '../shell/navigation';
import { DeleteStreams } from './DeleteStreams';
import { StreamStatusText } from './StreamStatusText';

const PAGE = 50;
/** A reader that is further behind is told in colour, and by a word. */
const LATE_MILLIS = 60_000;

function Age({ millis }: { millis: number | undefined }) {
  if (millis === undefined) return <span className="quiet">no reader</span>;
  return (
    <span className={millis > LATE_MILLIS ? 'warn' : ''}>
      {duration(millis)}
      {millis > LATE_MILLIS ? ' late' : ''}
    </span>
  );
}

const COLUMNS: (TableProps.ColumnDefinition<StreamLoad> & { sort: StreamSort })[] = [
  {
    id: 'name',
    sort: 'NAME',
    sortingField: 'NAME',
    header: 'Name',
    isRowHeader: true,
    cell: (stream) => (
      <span>
        <Link href={streamHref(stream.StreamName)}>{stream.StreamName}</Link>{' '}
        {stream.StreamStatus === 'ACTIVE' ? null : <StreamStatusText status={stream.StreamStatus} />}
      </span>
    ),
  },
  {
    id: 'mode',
    sort: 'MODE',
    sortingField: 'MODE',
    header: 'Mode',
    cell: (stream) => (stream.StreamMode === 'ON_DEMAND' ? 'On-demand' : 'Provisioned'),
  },
  {
    id: 'shards',
    sort: 'SHARDS',
    sortingField: 'SHARDS',
    header: 'Shards',
    cell: (stream) => count(stream.OpenShardCount),
  },
  {
    id: 'written',
    sort: 'WRITTEN_RECORDS',
    sortingField: 'WRITTEN_RECORDS',
    header: 'Written',
    cell: (stream) => <span className="numbers">{rate(stream.WrittenRecordsPerSecond)} rec/s</span>,
  },
  {
    id: 'writtenBytes',
    sort: 'WRITTEN_BYTES',
    sortingField: 'WRITTEN_BYTES',
    header: 'Bytes written',
    cell: (stream) => <span className="numbers">{bytesPerSecond(stream.WrittenBytesPerSecond)}</span>,
  },
  {
    id: 'read',
    sort: 'READ_BYTES',
    sortingField: 'READ_BYTES',
    header: 'Bytes read',
    cell: (stream) => <span className="numbers">{bytesPerSecond(stream.ReadBytesPerSecond)}</span>,
  },
  {
    id: 'hour',
    sort: 'WRITTEN_RECORDS',
    header: 'Last hour',
    cell: (stream) => (
      <Sparkline
        values={stream.WrittenRecordsHistory}
        label={`Records per second in the last hour, at most ${rate(Math.max(0, ...stream.WrittenRecordsHistory))}`}
      />
    ),
  },
  {
    id: 'age',
    sort: 'ITERATOR_AGE',
    sortingField: 'ITERATOR_AGE',
    header: 'Worst lag',
    cell: (stream) => <Age millis={stream.IteratorAgeMilliseconds} />,
  },
  {
    id: 'throttles',
    sort: 'THROTTLES',
    sortingField: 'THROTTLES',
    header: 'Throttled',
    cell: (stream) => {
      const all = stream.ThrottledWrites + stream.ThrottledReads;
      return <span className={all > 0 ? 'warn' : 'quiet'}>{count(all)}</span>;
    },
  },
  { id: 'retention', sort: 'NAME', header: 'Retention', cell: (stream) => hours(stream.RetentionPeriodHours) },
  {
    id: 'created',
    sort: 'CREATED',
    sortingField: 'CREATED',
    header: 'Created',
    cell: (stream) => <Ago at={awsTime(stream.StreamCreationTimestamp)} />,
  },
];

export default function ListPage() {
  const [filters, change] = useFilters();
  const [text, setText] = useState(filters['q'] ?? '');
  const wanted = useDeferredValue(text);
  const [selected, setSelected] = useState<StreamLoad[]>([]);
  const [deleting, setDeleting] = useState(false);
  const sort = (COLUMNS.find((column) => column.sortingField && column.sortingField === filters['sort'])?.sort ??
    'NAME') as StreamSort;
  const descending = filters['order'] === 'descending';
  const page = Math.max(1, Number(filters['page'] ?? 1) || 1);

  useEffect(() => {
    if ((filters['q'] ?? '') !== wanted) change({ q: wanted || undefined, page: undefined });
  }, [wanted, filters, change]);

  const query = useQuery({
    queryKey: ['loads', 'list', wanted, sort, descending, page],
    queryFn: ({ signal }) =>
      operation<StreamLoads>(
        'ListStreamLoads',
        {
          ...(wanted ? { NameContains: wanted } : {}),
          SortBy: sort,
          Descending: descending,
          Offset: (page - 1) * PAGE,
          Limit: PAGE,
        },
        signal,
      ),
    refetchInterval: 5_000,
  });
  const found = query.data;

  return (
    <SpaceBetween size="m">
      <Problem error={query.error} what="The streams can’t be listed" retry={() => void query.refetch()} />
      <Table
        variant="full-page"
        stickyHeader
        enableKeyboardNavigation
        columnDefinitions={COLUMNS}
        items={found?.Streams ?? []}
        trackBy="StreamName"
        loading={query.isPending}
        loadingText="Loading the streams"
        selectionType="multi"
        selectedItems={selected}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
        ariaLabels={{
          tableLabel: 'Streams',
          selectionGroupLabel: 'Selection',
          allItemsSelectionLabel: () => 'Select all streams of the page',
          itemSelectionLabel: (_data, stream) => `Select ${stream.StreamName}`,
        }}
        sortingColumn={{ sortingField: sort }}
        sortingDescending={descending}
        onSortingChange={({ detail }) =>
          change({
            sort: detail.sortingColumn.sortingField,
            order: detail.isDescending ? 'descending' : undefined,
            page: undefined,
          })
        }
        header={
          <Header
            variant="h1"
            counter={found ? `(${count(found.TotalCount)})` : undefined}
            actions={
              <SpaceBetween size="xs" direction="horizontal">
                <DeleteStreams
                  names={selected.map((stream) => stream.StreamName)}
                  open={deleting}
                  onOpen={() => setDeleting(true)}
                  onClose={(deleted) => {
                    setDeleting(false);
                    if (deleted) setSelected([]);
                  }}
                />
                <Button variant="primary" href="/console/streams/create">
                  Create a stream
                </Button>
              </SpaceBetween>
            }
          >
            Streams
          </Header>
        }
        filter={
          <div data-search>
            <TextFilter
              filteringText={text}
              filteringPlaceholder="Find streams by name"
              filteringAriaLabel="Find streams by name"
              countText={wanted && found ? plural(found.MatchingCount, 'match', 'matches') : ''}
              onChange={({ detail }) => setText(detail.filteringText)}
            />
          </div>
        }
        pagination={
          <Pagination
            currentPageIndex={page}
            pagesCount={Math.max(1, Math.ceil((found?.MatchingCount ?? 0) / PAGE))}
            onChange={({ detail }) =>
              change({ page: detail.currentPageIndex === 1 ? undefined : String(detail.currentPageIndex) })
            }
            ariaLabels={{
              nextPageLabel: 'Next page',
              previousPageLabel: 'Previous page',
              pageLabel: (number) => `Page ${number}`,
            }}
          />
        }
        empty={
          wanted ? (
            <Empty title="No stream has this in its name">
              <Button onClick={() => setText('')}>Show all</Button>
            </Empty>
          ) : (
            <Empty title="There is no stream yet">
              <Box margin={{ top: 's' }}>
                <Link href="/console/">Create the first, with a record in it</Link>
              </Box>
            </Empty>
          )
        }
      />
    </SpaceBetween>
  );
}
