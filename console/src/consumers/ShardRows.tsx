import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { useState, type ReactNode } from 'react';
import type { ReaderShard } from '../api/kinesis';
import { plural } from '../figures/format';
import { Lag } from './Lag';

const SHOWN = 200;

interface Props<T extends ReaderShard> {
  /** Whose shards these are. */
  reader: string;
  shards: T[];
  more: { title: string; cell: (shard: T) => ReactNode }[];
}

/** One line a shard, the latest first. */
export function ShardRows<T extends ReaderShard>({ reader, shards, more }: Props<T>) {
  const [open, setOpen] = useState(shards.length <= 4);
  const rows = [...shards].sort(
    (a, b) =>
      (b.MillisBehindLatest ?? 0) - (a.MillisBehindLatest ?? 0) || (b.BehindRecords ?? 0) - (a.BehindRecords ?? 0),
  );
  return (
    <ExpandableSection
      headerText={plural(shards.length, 'shard')}
      expanded={open}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      {open ? (
        <div className="chart-table">
          <table>
            <caption className="unseen">Shards of {reader}</caption>
            <thead>
              <tr>
                <th scope="col">Shard</th>
                <th scope="col">Behind</th>
                {more.map((column) => (
                  <th key={column.title} scope="col">
                    {column.title}
                  </th>
                ))}
                <th scope="col">Read up to</th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, SHOWN).map((shard) => (
                <tr key={shard.ShardId}>
                  <td className="mono">{shard.ShardId}</td>
                  <td>
                    <Lag records={shard.BehindRecords} millis={shard.MillisBehindLatest} />
                  </td>
                  {more.map((column) => (
                    <td key={column.title}>{column.cell(shard)}</td>
                  ))}
                  <td className="mono">{shard.SequenceNumber ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length > SHOWN ? (
            <p className="quiet">
              The {SHOWN} that are furthest behind, of {rows.length}.
            </p>
          ) : null}
        </div>
      ) : null}
    </ExpandableSection>
  );
}
