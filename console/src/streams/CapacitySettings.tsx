import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { operation, type StreamMode, type StreamSummary } from '../api/kinesis';
import { streamHref } from '../shell/navigation';
import { useMay } from '../shell/session';
import { useChange } from './useChange';

const NAMES: Record<StreamMode, string> = { PROVISIONED: 'provisioned', ON_DEMAND: 'on-demand' };

/** Provisioned or on-demand, and how many shards. */
export function CapacitySettings({ stream }: { stream: StreamSummary }) {
  const may = useMay('operator');
  const mode = stream.StreamModeDetails?.StreamMode ?? 'PROVISIONED';
  const other: StreamMode = mode === 'ON_DEMAND' ? 'PROVISIONED' : 'ON_DEMAND';
  const [begun, setBegun] = useState(stream.OpenShardCount);
  const [typed, setTyped] = useState(String(stream.OpenShardCount));
  const reshard = useChange<number>(stream.StreamName, 'The shards are being changed.', 'The shards can’t be changed');
  const switching = useChange<StreamMode>(stream.StreamName, 'The mode is being changed.', 'The mode can’t be changed');
  const wanted = Number(typed);
  const problem =
    Number.isInteger(wanted) && wanted >= 1 && wanted <= 10_000 ? undefined : 'A whole number from 1 to 10,000';
  const busy = stream.StreamStatus !== 'ACTIVE';
  if (stream.OpenShardCount !== begun && typed === String(begun)) {
    setBegun(stream.OpenShardCount);
    setTyped(String(stream.OpenShardCount));
  }

  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button
              loading={switching.isPending}
              disabled={may.disabled || busy}
              disabledReason={may.disabledReason ?? (busy ? 'The stream is being changed.' : undefined)}
              onClick={() =>
                switching.mutate({
                  before: mode,
                  read: (now) => now.StreamModeDetails?.StreamMode ?? 'PROVISIONED',
                  name: (value) => NAMES[value],
                  apply: async () => {
                    await operation('UpdateStreamMode', {
                      StreamARN: stream.StreamARN,
                      StreamModeDetails: { StreamMode: other },
                    });
                  },
                })
              }
            >
              Make it {NAMES[other]}
            </Button>
          }
        >
          Capacity: {NAMES[mode]}
        </Header>
      }
    >
      {mode === 'ON_DEMAND' ? (
        <>The shards follow the load.</>
      ) : (
        <SpaceBetween size="m">
          <FormField
            label="Open shards"
            description={
              <>
                All shards are made equally large. To change single ones, see{' '}
                <Link href={streamHref(stream.StreamName, 'shards')}>Shards</Link>.
              </>
            }
            constraintText="From half to twice as many as there are, ten times a day."
            errorText={problem}
            secondaryControl={
              <Button
                loading={reshard.isPending}
                disabled={may.disabled || busy || !!problem || wanted === begun}
                disabledReason={may.disabledReason ?? (busy ? 'The stream is being changed.' : undefined)}
                onClick={() =>
                  reshard.mutate({
                    before: begun,
                    read: (now) => now.OpenShardCount,
                    name: (value) => `${value} shards`,
                    apply: async () => {
                      await operation('UpdateShardCount', {
                        StreamName: stream.StreamName,
                        TargetShardCount: wanted,
                        ScalingType: 'UNIFORM_SCALING',
                      });
                    },
                  })
                }
              >
                Change the number
              </Button>
            }
          >
            <Input
              value={typed}
              inputMode="numeric"
              disabled={may.disabled}
              onChange={({ detail }) => setTyped(detail.value)}
            />
          </FormField>
        </SpaceBetween>
      )}
    </Container>
  );
}
