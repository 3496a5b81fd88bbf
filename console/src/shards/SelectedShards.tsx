import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, Suspense, useState } from 'react';
import type { ShardLoad } from '../api/kinesis';
import { serverNow } from '../api/client';
import { bytesPerSecond, percent, rate } from '../figures/format';
import { Loading } from '../figures/Loading';
import { Metric } from '../figures/Metric';
import { useMay } from '../shell/session';
import { busiest } from './heat';
import { adjacent, splitPoint, type SplitWay } from './hashRange';
import { MergeDialog, SplitDialog } from './ReshardDialogs';

const TimeChart = lazy(() => import('../figures/TimeChart').then((module) => ({ default: module.TimeChart })));

interface Props {
  stream: string;
  /** One, or two neighbours. */
  shards: ShardLoad[];
  all: ShardLoad[];
  onSelect: (ids: string[]) => void;
}

/** What is known of the chosen shard, and what may be done with it. */
export function SelectedShards({ stream, shards, all, onSelect }: Props) {
  const may = useMay('operator');
  const [dialog, setDialog] = useState<SplitWay | 'merge' | null>(null);
  const shard = shards[0]!;
  const other = shards[1];
  const neighbours = all.filter((candidate) => adjacent(shard, candidate));
  const close = (done: boolean) => {
    setDialog(null);
    if (done) onSelect([]);
  };
  const hottest = shard.BusiestKeys[0];

  return (
    <section aria-label={`Chosen: ${shards.map((one) => one.ShardId).join(' and ')}`} className="chosen-shards">
      <SpaceBetween size="m">
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <strong className="mono">{shards.map((one) => one.ShardId).join(' + ')}</strong>
          {other ? (
            <Button
              variant="primary"
              onClick={() => setDialog('merge')}
              disabled={may.disabled}
              disabledReason={may.disabledReason}
            >
              Merge these two
            </Button>
          ) : (
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={() => setDialog('even')} disabled={may.disabled} disabledReason={may.disabledReason}>
                Split evenly
              </Button>
              <Button
                onClick={() => setDialog('hottest')}
                disabled={may.disabled || splitPoint(shard, 'hottest') === undefined}
                disabledReason={may.disabledReason ?? 'No key was seen lately.'}
              >
                Split at the hottest key
              </Button>
              {neighbours.map((neighbour) => (
                <Button
                  key={neighbour.ShardId}
                  variant="link"
                  onClick={() => onSelect([shard.ShardId, neighbour.ShardId])}
                >
                  Add its neighbour {neighbour.ShardId.replace(/^shardId-0*(?=\d)/, '')}
                </Button>
              ))}
            </SpaceBetween>
          )}
          <Button variant="link" onClick={() => onSelect([])}>
            Choose none
          </Button>
        </SpaceBetween>
        {other ? null : (
          <>
            <ColumnLayout columns={4} variant="text-grid" minColumnWidth={150}>
              <Metric name="Write use now" value={percent(shard.WriteUtilization)}>
                {rate(shard.WrittenRecordsPerSecond)} records/s, {bytesPerSecond(shard.WrittenBytesPerSecond)}
              </Metric>
              <Metric name="Most in the last hour" value={percent(busiest(shard))} />
              <Metric name="Read" value={`${rate(shard.ReadRecordsPerSecond)} records/s`}>
                {bytesPerSecond(shard.ReadBytesPerSecond)}
              </Metric>
              <Metric name="Hottest key" value={hottest ? percent(hottest.Share) : '–'}>
                {hottest ? <span className="mono">{hottest.PartitionKey}</span> : 'no record lately'}
              </Metric>
            </ColumnLayout>
            {shard.BusiestKeys.length > 1 ? (
              <table className="plain-table">
                <caption className="unseen">Hottest keys of {shard.ShardId}</caption>
                <thead>
                  <tr>
                    <th scope="col">Partition key</th>
                    <th scope="col">At most this part of the records</th>
                    <th scope="col">Hash key</th>
                  </tr>
                </thead>
                <tbody>
                  {shard.BusiestKeys.map((key) => (
                    <tr key={key.PartitionKey}>
                      <td className="mono">{key.PartitionKey}</td>
                      <td>{percent(key.Share)}</td>
                      <td className="mono">{key.HashKey}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            ) : null}
            {hottest && hottest.Share * shard.WriteUtilization >= 1 ? (
              <p className="warn">
                One key alone fills this shard. A split can’t help: records of one key always go to one shard.
              </p>
            ) : null}
            {(shard.WriteUtilizationHistory?.length ?? 0) > 1 ? (
              <Suspense fallback={<Loading what="the chart" />}>
                <TimeChart
                  title="Write use"
                  end={serverNow()}
                  series={[{ label: 'Write use', values: shard.WriteUtilizationHistory! }]}
                  format={percent}
                  height={140}
                />
              </Suspense>
            ) : null}
          </>
        )}
      </SpaceBetween>
      {dialog === 'even' || dialog === 'hottest' ? (
        <SplitDialog stream={stream} shard={shard} way={dialog} onClose={close} />
      ) : null}
      {dialog === 'merge' && other ? (
        <MergeDialog stream={stream} first={shard} second={other} onClose={close} />
      ) : null}
    </section>
  );
}
