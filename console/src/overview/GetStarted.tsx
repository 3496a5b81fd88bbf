import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createKey } from '../api/admin';
import { operation, type StreamSummary } from '../api/kinesis';
import { Snippet } from '../figures/Snippet';
import { useHealth } from '../shell/health';
import { go, streamHref } from '../shell/navigation';
import { notifyFailure } from '../shell/notices';
import { useMay } from '../shell/session';
import { snippets, type Place } from './snippets';

const FIRST = 'first';
const WAIT_MILLIS = 250;
const WAIT_AT_MOST = 120;

async function makeFirstStream(): Promise<void> {
  await operation('CreateStream', { StreamName: FIRST, ShardCount: 1 });
  for (let i = 0; i < WAIT_AT_MOST; i++) {
    const { StreamDescriptionSummary } = await operation<{ StreamDescriptionSummary: StreamSummary }>(
      'DescribeStreamSummary',
      {
        StreamName: FIRST,
      },
    );
    if (StreamDescriptionSummary.StreamStatus === 'ACTIVE') break;
    await new Promise((done) => setTimeout(done, WAIT_MILLIS));
  }
  const text = JSON.stringify({ message: 'hello from the console', at: new Date().toISOString() });
  await operation('PutRecord', { StreamName: FIRST, PartitionKey: 'me', Data: btoa(text) });
}

/** The way of a first-time visitor: a stream, a record in it, and the record seen; by a click, or from one's own program. */
export function GetStarted({ withButton }: { withButton: boolean }) {
  const health = useHealth();
  const operator = useMay('operator');
  const admin = useMay('admin');
  const queries = useQueryClient();
  const [key, setKey] = useState<Pick<Place, 'accessKeyId' | 'secretAccessKey'>>({});

  const first = useMutation({
    mutationFn: makeFirstStream,
    onSuccess: () => {
      void queries.invalidateQueries();
      go(streamHref(FIRST, 'tail', { start: 'TRIM_HORIZON' }));
    },
    onError: (error) => notifyFailure('The first stream can’t be made', error),
  });
  const newKey = useMutation({
    mutationFn: () => createKey('made for the first steps'),
    onSuccess: (made) => setKey({ accessKeyId: made.accessKeyId, secretAccessKey: made.secretAccessKey }),
    onError: (error) => notifyFailure('The key can’t be made', error),
  });

  const place: Place = { endpoint: window.location.origin, region: health.data?.region ?? 'us-east-1', ...key };
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Create a stream, send a record, see it."
          actions={
            withButton ? (
              <Button
                variant="primary"
                loading={first.isPending}
                onClick={() => first.mutate()}
                {...{ disabled: operator.disabled, disabledReason: operator.disabledReason }}
              >
                Do it for me
              </Button>
            ) : undefined
          }
        >
          Get started
        </Header>
      }
    >
      <SpaceBetween size="s">
        <SpaceBetween size="s" direction="horizontal" alignItems="center">
          <Button
            loading={newKey.isPending}
            onClick={() => newKey.mutate()}
            disabled={admin.disabled || !!key.accessKeyId}
            disabledReason={admin.disabledReason}
          >
            Fill in a new access key
          </Button>
          <Box color="text-body-secondary">
            {key.accessKeyId
              ? 'The secret is shown on this page only, until you leave it. The key works within five seconds.'
              : 'Or use one that you have.'}
          </Box>
        </SpaceBetween>
        <Tabs
          ariaLabel="Languages"
          tabs={snippets(place).map((snippet) => ({
            id: snippet.id,
            label: snippet.label,
            content: <Snippet text={snippet.text} name={`${snippet.label} example`} />,
          }))}
        />
      </SpaceBetween>
    </Container>
  );
}
