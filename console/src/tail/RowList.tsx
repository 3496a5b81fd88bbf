import Button from '@cloudscape-design/components/button';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { bytes, time } from '../figures/format';
import { Empty } from '../figures/Loading';
import { usePreferences } from '../shell/preferences';
import type { Row } from './protocol';
import type { TailState } from './useTail';

interface Props {
  rows: Row[];
  selected: Row | null;
  state: TailState['state'];
  filtered: boolean;
  away: boolean;
  onAway: (away: boolean) => void;
  onSelect: (row: Row) => void;
  onTime: (row: Row) => void;
}

const ROW_PIXELS = 28;

function shortShard(shard: string): string {
  return shard.replace(/^shardId-0*(?=\d)/, '');
}

/** The newest rows, on top. Only what is in sight exists as elements. Away from the top the list holds still. */
export function RowList({ rows, selected, state, filtered, away, onAway, onSelect, onTime }: Props) {
  const { zone } = usePreferences();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const selectedIndex = selected ? rows.findIndex((row) => row.id === selected.id) : -1;

  useEffect(() => {
    if (selectedIndex >= 0) virtual.scrollToIndex(selectedIndex, { align: 'auto' });
    // Only when another row is chosen: new rows must not pull the list along.
  }, [selected]);

  return (
    <div className="tail-list">
      {away ? (
        <div className="tail-away">
          <Button
            iconName="angle-up"
            onClick={() => {
              scroller.current?.scrollTo({ top: 0 });
              onAway(false);
            }}
          >
            The list holds still; to the newest
          </Button>
        </div>
      ) : null}
      <div
        ref={scroller}
        className="tail-scroller"
        role="grid"
        aria-label="Records, newest first"
        aria-rowcount={rows.length + 1}
        tabIndex={0}
        onScroll={(event) => onAway(event.currentTarget.scrollTop > ROW_PIXELS)}
        {...(selected && virtual.getVirtualItems().some((item) => item.index === selectedIndex)
          ? { 'aria-activedescendant': `row-${selected.id}` }
          : {})}
      >
        <div className="tail-row tail-head" role="row" aria-rowindex={1}>
          <span role="columnheader">Arrived</span>
          <span role="columnheader">Shard</span>
          <span role="columnheader">Partition key</span>
          <span role="columnheader">Size</span>
          <span role="columnheader">Form</span>
          <span role="columnheader">Data</span>
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]!;
            const chosen = row.id === selected?.id;
            return (
              <div
                key={item.key}
                id={`row-${row.id}`}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={chosen}
                className={chosen ? 'tail-row chosen' : 'tail-row'}
                style={{ transform: `translateY(${item.start}px)` }}
                onClick={() => onSelect(row)}
              >
                <span role="gridcell" className="numbers">
                  <button
                    type="button"
                    tabIndex={-1}
                    className="as-text"
                    title="Start the tail at this time"
                    onClick={(event) => {
                      event.stopPropagation();
                      onTime(row);
                    }}
                  >
                    {time(row.at, zone, true).slice(11)}
                  </button>
                </span>
                <span role="gridcell" title={row.shard}>
                  {shortShard(row.shard)}
                </span>
                <span role="gridcell">{row.key}</span>
                <span role="gridcell" className="numbers">
                  {bytes(row.size)}
                </span>
                <span role="gridcell" className="quiet">
                  {row.encoding}
                </span>
                <span role="gridcell">{row.preview}</span>
              </div>
            );
          })}
        </div>
        {rows.length === 0 ? (
          <Empty
            title={
              filtered
                ? 'No record matches so far'
                : state === 'running'
                  ? 'Waiting for records'
                  : state === 'connecting'
                    ? 'Connecting'
                    : 'No records'
            }
          >
            {filtered || state !== 'running' ? null : 'Send one under Produce, or choose an earlier start.'}
          </Empty>
        ) : null}
      </div>
    </div>
  );
}
