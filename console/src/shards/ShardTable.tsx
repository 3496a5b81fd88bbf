import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import type { ShardLoad } from '../api/kinesis';
import { bytesPerSecond, count, duration, percent, rate } from '../figures/format';
import { Empty } from '../figures/Loading';
import { busiest, heat } from './heat';
import { rangeOf, share } from './hashRange';

const PAGE = 50;

type Column = TableProps.ColumnDefinition<ShardLoad>;

/** The last hour, a cell a minute; the figures are in the title and, for the chosen shard, in its table. */
function Hour({ shard }: { shard: ShardLoad }) {
  const values = shard.WriteUtilizationHistory ?? [];
  if (values.length === 0) return <span className="quiet">quiet</span>;
  return (
    <span
      className="hour"
      role="img"
      aria-label={`Last hour: at most ${percent(busiest(shard))} used`}
      title={values.map((value) => percent(value)).join(' ')}
    >
      {values.map((value, i) => (
        <span key={i} className={`heat-${heat(value)}`} />
      ))}
    </span>
  );
}

const COLUMNS: Column[] = [
  { id: 'id', header: 'Shard', isRowHeader: true, cell: (shard) => <span className="mono">{shard.ShardId}</span> },
  {
    id: 'share',
    header: 'Hash keys',
    sortingComparator: (a, b) => share(rangeOf(a)) - share(rangeOf(b)),
    cell: (shard) => percent(share(rangeOf(shard))),
  },
  {
    id: 'use',
    header: 'Write use',
    sortingField: 'WriteUtilization',
    cell: (shard) => percent(shard.WriteUtilization),
  },
  {
    id: 'peak',
    header: 'Most',
    sortingComparator: (a, b) => busiest(a) - busiest(b),
    cell: (shard) => percent(busiest(shard)),
  },
  { id: 'hour', header: 'Last hour', cell: (shard) => <Hour shard={shard} /> },
  {
    id: 'records',
    header: 'Written',
    sortingField: 'WrittenRecordsPerSecond',
    cell: (shard) => <span className="numbers">{rate(shard.WrittenRecordsPerSecond)} rec/s</span>,
  },
  {
    id: 'bytes',
    header: 'Bytes',
    sortingField: 'WrittenBytesPerSecond',
    cell: (shard) => <span className="numbers">{bytesPerSecond(shard.WrittenBytesPerSecond)}</span>,
  },
  {
    id: 'key',
    header: 'Hottest key',
    cell: (shard) => {
      const key = shard.BusiestKeys[0];
      return key ? (
        <span>
          <span className="mono">{key.PartitionKey}</span> {percent(key.Share)}
        </span>
      ) : (
        '–'
      );
    },
  },
  {
    id: 'age',
    header: 'Iterator age',
    sortingField: 'IteratorAgeMilliseconds',
    cell: (shard) => (shard.IteratorAgeMilliseconds === undefined ? '–' : duration(shard.IteratorAgeMilliseconds)),
  },
  {
    id: 'throttled',
    header: 'Throttled',
    sortingComparator: (a, b) => a.ThrottledWrites + a.ThrottledReads - b.ThrottledWrites - b.ThrottledReads,
    cell: (shard) => count(shard.ThrottledWrites + shard.ThrottledReads),
  },
];

interface Props {
  shards: ShardLoad[];
  selected: ShardLoad[];
  onSelect: (ids: string[]) => void;
  text: string;
  onText: (text: string) => void;
}

/** The bar's twin with all figures, in the order of the hash keys unless sorted otherwise. */
export function ShardTable({ shards, selected, onSelect, text, onText }: Props) {
  const [sorting, setSorting] = useState<{ column: TableProps.SortingColumn<ShardLoad>; descending: boolean } | null>(
    null,
  );
  const [page, setPage] = useState(1);
  const wanted = text.trim().toLowerCase();
  const matching = shards.filter(
    (shard) =>
      wanted === '' ||
      shard.ShardId.toLowerCase().includes(wanted) ||
      shard.BusiestKeys.some((key) => key.PartitionKey.toLowerCase().includes(wanted)),
  );
  if (sorting) {
    const { column, descending } = sorting;
    const field = column.sortingField as keyof ShardLoad | undefined;
    const order =
      column.sortingComparator ?? ((a: ShardLoad, b: ShardLoad) => Number(a[field!] ?? -1) - Number(b[field!] ?? -1));
    matching.sort((a, b) => (descending ? order(b, a) : order(a, b)));
  }
  const pages = Math.max(1, Math.ceil(matching.length / PAGE));
  const current = Math.min(page, pages);
  return (
    <Table
      header={<Header variant="h2">Figures</Header>}
      columnDefinitions={COLUMNS}
      items={matching.slice((current - 1) * PAGE, current * PAGE)}
      trackBy="ShardId"
      enableKeyboardNavigation
      selectionType="single"
      selectedItems={selected.slice(0, 1)}
      onSelectionChange={({ detail }) => onSelect(detail.selectedItems.map((shard) => shard.ShardId))}
      ariaLabels={{
        tableLabel: 'Open shards',
        selectionGroupLabel: 'Selection',
        itemSelectionLabel: (_data, shard) => `Choose ${shard.ShardId}`,
      }}
      {...(sorting ? { sortingColumn: sorting.column, sortingDescending: sorting.descending } : {})}
      onSortingChange={({ detail }) =>
        setSorting({ column: detail.sortingColumn, descending: detail.isDescending ?? false })
      }
      filter={
        <div data-search>
          <TextFilter
            filteringText={text}
            filteringPlaceholder="Find by shard or hottest key"
            filteringAriaLabel="Find shards"
            onChange={({ detail }) => onText(detail.filteringText)}
          />
        </div>
      }
      pagination={
        pages > 1 ? (
          <Pagination
            currentPageIndex={current}
            pagesCount={pages}
            onChange={({ detail }) => setPage(detail.currentPageIndex)}
            ariaLabels={{
              nextPageLabel: 'Next page',
              previousPageLabel: 'Previous page',
              pageLabel: (number) => `Page ${number}`,
            }}
          />
        ) : undefined
      }
      empty={<Empty title="No shard matches" />}
    />
  );
}
