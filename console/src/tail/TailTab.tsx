import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { count, duration, rate } from '../figures/format';
import { useShortcuts } from '../shell/keyboard';
import { useFilters } from '../shell/navigation';
import { TailControls } from './TailControls';
import type { FilterText, Row, StartType, TailRequest } from './protocol';
import { RecordPanel } from './RecordPanel';
import { RowList } from './RowList';
import './tail.css';
import { useTail, type TailState } from './useTail';

const STARTS: StartType[] = ['LATEST', 'TRIM_HORIZON', 'AT_TIMESTAMP', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER'];

const LOOKS: Record<TailState['state'], { type: StatusIndicatorProps.Type; text: string }> = {
  connecting: { type: 'in-progress', text: 'Connecting' },
  running: { type: 'success', text: 'Live' },
  paused: { type: 'pending', text: 'Paused' },
  ended: { type: 'stopped', text: 'Ended' },
};

/** All shards of a stream, merged by arrival, as they come. */
export default function TailTab() {
  const stream = useParams({ strict: false }).name!;
  const [search, change] = useFilters();
  const [selected, setSelected] = useState<Row | null>(null);
  const [open, setOpen] = useState(false);
  const [away, setAway] = useState(false);
  const [attempt, setAttempt] = useState(0);

  const type = STARTS.find((start) => start === search['start']) ?? 'LATEST';
  const { at, shard, seq } = search;
  const request = useMemo<TailRequest & { attempt: number }>(() => {
    const start: TailRequest['start'] = { type };
    if (type === 'AT_TIMESTAMP') start.timestamp = at ? Date.parse(at) : Date.now();
    if (type.endsWith('SEQUENCE_NUMBER')) {
      start.shardId = shard ?? '';
      start.sequenceNumber = seq ?? '';
    }
    const only = shard && !type.endsWith('SEQUENCE_NUMBER') ? { shards: [shard] } : {};
    return { stream, start, ...only, attempt };
  }, [stream, type, at, shard, seq, attempt]);
  const filter = useMemo<FilterText>(
    () => ({ text: search['q'] ?? '', key: search['key'] ?? '', path: search['path'] ?? '' }),
    [search],
  );
  const { tail, paused, pause, goOn, clear } = useTail(request, filter, away);

  const step = (by: number) => {
    const index = selected ? tail.rows.findIndex((row) => row.id === selected.id) : -1;
    const next = tail.rows[Math.max(0, Math.min(tail.rows.length - 1, index + by))];
    if (next) setSelected(next);
  };
  useShortcuts({
    ' ': paused ? goOn : pause,
    j: () => step(1),
    k: () => step(-1),
    Enter: () => selected && setOpen(true),
    Escape: () => setOpen(false),
  });

  const look = LOOKS[tail.state];
  return (
    <SpaceBetween size="s">
      <TailControls search={search} change={change} type={type} filterProblem={tail.filterProblem} />
      <div className="tail-bar">
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          {tail.state === 'ended' ? (
            <Button iconName="refresh" onClick={() => setAttempt(attempt + 1)}>
              Start again
            </Button>
          ) : (
            <Button
              iconName={paused ? 'caret-right-filled' : 'view-vertical'}
              onClick={paused ? goOn : pause}
              ariaLabel={paused ? 'Go on (Space)' : 'Pause (Space)'}
            >
              {paused ? 'Go on' : 'Pause'}
            </Button>
          )}
          <Button onClick={clear}>Clear</Button>
          <StatusIndicator type={look.type}>{look.text}</StatusIndicator>
        </SpaceBetween>
        <div className="tail-figures numbers" role="status" aria-live="off">
          <span data-testid="received">{count(tail.received)} received</span>
          <span>{rate(tail.rate)}/s</span>
          {tail.matched === tail.received ? null : <span data-testid="matched">{count(tail.matched)} match</span>}
          <span
            data-testid="dropped"
            className={tail.dropped > 0 ? 'warn' : 'quiet'}
            title="Records that came faster than rows can be read. They are counted, not shown."
          >
            {count(tail.dropped)} not shown
          </span>
          {tail.behindMillis === undefined || paused ? null : (
            <span>{tail.behindMillis < 1_000 ? 'at the tip' : `${duration(tail.behindMillis)} behind`}</span>
          )}
        </div>
      </div>
      {tail.message ? <Alert type={tail.state === 'ended' ? 'error' : 'info'}>{tail.message}</Alert> : null}
      <RowList
        rows={tail.rows}
        selected={selected}
        state={tail.state}
        filtered={filter.text + filter.key + filter.path !== ''}
        onAway={setAway}
        away={away}
        onSelect={(row) => {
          setSelected(row);
          setOpen(true);
        }}
        onTime={(row) => change({ start: 'AT_TIMESTAMP', at: new Date(row.at).toISOString(), seq: undefined })}
      />
      {open && selected ? (
        <RecordPanel stream={stream} row={selected} search={search} change={change} onClose={() => setOpen(false)} />
      ) : null}
    </SpaceBetween>
  );
}
