import { useQuery } from '@tanstack/react-query';
import { operation, type StreamSummary } from '../api/kinesis';

export async function describe(name: string, signal?: AbortSignal): Promise<StreamSummary> {
  const answer = await operation<{ StreamDescriptionSummary: StreamSummary }>(
    'DescribeStreamSummary',
    { StreamName: name },
    signal,
  );
  return answer.StreamDescriptionSummary;
}

/** The stream's summary: often while it changes, seldom otherwise. */
export function useStream(name: string) {
  return useQuery({
    queryKey: ['stream', name],
    queryFn: ({ signal }) => describe(name, signal),
    refetchInterval: (query) => (query.state.data && query.state.data.StreamStatus !== 'ACTIVE' ? 700 : 5_000),
  });
}
