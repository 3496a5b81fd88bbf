import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { operation, type SegmentCheck } from '../api/kinesis';
import { bytes, plural } from '../figures/format';
import { Problem } from '../figures/Problem';
import { Ago, awsTime } from '../figures/Time';
import { notifyFailure } from '../shell/notices';
import { useMay } from '../shell/session';

/** Compares what is stored with its checksums, while everything goes on. */
export function CheckPanel() {
  const may = useMay('operator');
  const queries = useQueryClient();
  const check = useQuery({
    queryKey: ['check'],
    queryFn: ({ signal }) => operation<SegmentCheck>('DescribeSegmentCheck', {}, signal),
    refetchInterval: (query) => (query.state.data?.Status === 'RUNNING' ? 1_000 : 30_000),
  });
  const start = useMutation({
    mutationFn: () => operation('StartSegmentCheck'),
    onError: (error) => notifyFailure('The check can’t be started', error),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['check'] }),
  });
  const state = check.data;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Reads every finished segment and compares it with its checksums. It repairs nothing: for that, stop Millrace and run ./millrace check --repair."
          actions={
            <Button
              onClick={() => start.mutate()}
              loading={start.isPending || state?.Status === 'RUNNING'}
              loadingText="Checking"
              disabled={may.disabled}
              disabledReason={may.disabledReason}
            >
              Check the segments
            </Button>
          }
        >
          Segment check
        </Header>
      }
    >
      <SpaceBetween size="s">
        <Problem error={check.error} what="The state of the check can’t be read" />
        {state?.Status === 'NONE' ? <Box color="text-body-secondary">Not run since the start.</Box> : null}
        {state?.Status === 'RUNNING' ? (
          <ProgressBar
            label="Checking"
            value={state.BytesTotal > 0 ? (state.BytesChecked / state.BytesTotal) * 100 : 100}
            additionalInfo={`${bytes(state.BytesChecked)} of ${bytes(state.BytesTotal)}`}
          />
        ) : null}
        {state?.Status === 'FAILED' ? <Alert type="error">The check itself failed; the log says why.</Alert> : null}
        {state?.Status === 'DONE' ? (
          <Alert
            type={state.Damages.length === 0 ? 'success' : 'error'}
            header={
              state.Damages.length === 0 ? 'Everything is whole' : `${plural(state.Damages.length, 'damage')} found`
            }
          >
            {plural(state.SegmentsChecked, 'segment')}, {bytes(state.BytesChecked)}
            {state.EndedTimestamp === undefined ? null : (
              <>
                , <Ago at={awsTime(state.EndedTimestamp)} />
              </>
            )}
          </Alert>
        ) : null}
        {state && state.Damages.length > 0 ? (
          <ul>
            {state.Damages.map((damage) => (
              <li key={`${damage.Segment} ${damage.Problem}`}>
                <span className="mono">{damage.Segment}</span>: {damage.Problem}
              </li>
            ))}
          </ul>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}
