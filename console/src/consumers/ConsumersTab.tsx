import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { operation, type StreamReaders } from '../api/kinesis';
import { Loading } from '../figures/Loading';
import { Problem } from '../figures/Problem';
import { FanOutConsumers } from './FanOutConsumers';
import { Pollers } from './Pollers';

/** Who reads the stream, and how far each is behind. */
export default function ConsumersTab() {
  const stream = useParams({ strict: false }).name!;
  const readers = useQuery({
    queryKey: ['readers', stream],
    queryFn: ({ signal }) => operation<StreamReaders>('DescribeStreamReaders', { StreamName: stream }, signal),
    refetchInterval: 3_000,
  });
  if (!readers.data)
    return readers.error ? (
      <Problem error={readers.error} what="The readers can’t be listed" retry={() => void readers.refetch()} />
    ) : (
      <Loading what="the readers" />
    );
  return (
    <SpaceBetween size="l">
      <Problem error={readers.error} what="The readers can’t be listed now; these are the last figures" />
      {readers.data.Truncated ? (
        <Alert type="info">There are more shards and readers than are listed here.</Alert>
      ) : null}
      <FanOutConsumers stream={stream} consumers={readers.data.Consumers} />
      <Pollers pollers={readers.data.Pollers} />
    </SpaceBetween>
  );
}
