import Box from '@cloudscape-design/components/box';
import type { ReactNode } from 'react';
import { operation, type ShardLoad } from '../api/kinesis';
import { ActionDialog } from '../figures/ActionDialog';
import { percent } from '../figures/format';
import { notify } from '../shell/notices';
import { busiest } from './heat';
import { merged, share, splitChildren, splitPoint, type Child, type Range, type SplitWay } from './hashRange';

interface DialogProps {
  title: string;
  action: string;
  done: string;
  run: () => Promise<unknown>;
  onClose: (done: boolean) => void;
  children: ReactNode;
}

/** Shows what would be, and does it only then. */
function ReshardDialog({ title, action, done, run, onClose, children }: DialogProps) {
  return (
    <ActionDialog
      size="large"
      title={title}
      action={action}
      run={run}
      onDone={() => {
        notify({ type: 'success', content: done });
        onClose(true);
      }}
      onClose={() => onClose(false)}
    >
      {children}
      <Box color="text-body-secondary">
        Records that are stored stay in the closed shard and are read there first. Writing goes on without a failed
        request.
      </Box>
    </ActionDialog>
  );
}

function RangeText({ range }: { range: Range }) {
  return (
    <>
      <div className="mono">{range.start.toString()}</div>
      <div className="mono">to {range.end.toString()}</div>
      <div>{percent(share(range))} of all hash keys</div>
    </>
  );
}

function ChildBox({ title, child, load }: { title: string; child: Child; load: number }) {
  return (
    <div className="preview-box">
      <strong>{title}</strong>
      <RangeText range={child.range} />
      <div>
        About {percent(child.load)} of the load: write use about {percent(load * child.load)}
      </div>
      <div className="quiet">
        {child.keys.length > 0
          ? `Known keys: ${child.keys.map((key) => key.PartitionKey).join(', ')}`
          : 'None of the hottest keys'}
      </div>
    </div>
  );
}

export function SplitDialog({
  stream,
  shard,
  way,
  onClose,
}: {
  stream: string;
  shard: ShardLoad;
  way: SplitWay;
  onClose: (done: boolean) => void;
}) {
  const point = splitPoint(shard, way);
  if (point === undefined) return null;
  const [lower, upper] = splitChildren(shard, point);
  return (
    <ReshardDialog
      title={
        way === 'even'
          ? `Split ${shard.ShardId} evenly`
          : `Split ${shard.ShardId} at ${shard.BusiestKeys[0]?.PartitionKey}`
      }
      action="Split"
      done={`${shard.ShardId} is being split.`}
      run={() =>
        operation('SplitShard', {
          StreamName: stream,
          ShardToSplit: shard.ShardId,
          NewStartingHashKey: point.toString(),
        })
      }
      onClose={onClose}
    >
      <div className="preview" data-testid="preview">
        <ChildBox title="Lower child" child={lower} load={busiest(shard)} />
        <ChildBox title="Upper child" child={upper} load={busiest(shard)} />
      </div>
    </ReshardDialog>
  );
}

export function MergeDialog({
  stream,
  first,
  second,
  onClose,
}: {
  stream: string;
  first: ShardLoad;
  second: ShardLoad;
  onClose: (done: boolean) => void;
}) {
  const peak = busiest(first) + busiest(second);
  return (
    <ReshardDialog
      title={`Merge ${first.ShardId} and ${second.ShardId}`}
      action="Merge"
      done={`${first.ShardId} and ${second.ShardId} are being merged.`}
      run={() =>
        operation('MergeShards', {
          StreamName: stream,
          ShardToMerge: first.ShardId,
          AdjacentShardToMerge: second.ShardId,
        })
      }
      onClose={onClose}
    >
      <div className="preview" data-testid="preview">
        <div className="preview-box">
          <strong>The new shard</strong>
          <RangeText range={merged(first, second)} />
          <div className={peak > 1 ? 'warn' : ''}>
            Write use at most about {percent(peak)}
            {peak > 1 ? ': more than one shard takes on AWS' : ''}
          </div>
        </div>
      </div>
    </ReshardDialog>
  );
}
