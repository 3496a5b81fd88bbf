import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Multiselect from '@cloudscape-design/components/multiselect';
import { useState } from 'react';
import { operation, type StreamSummary } from '../api/kinesis';
import { useMay } from '../shell/session';
import { useChange } from './useChange';

const METRICS = [
  'IncomingBytes',
  'IncomingRecords',
  'OutgoingBytes',
  'OutgoingRecords',
  'WriteProvisionedThroughputExceeded',
  'ReadProvisionedThroughputExceeded',
  'IteratorAgeMilliseconds',
];

function metricsOf(stream: StreamSummary): string[] {
  return [...(stream.EnhancedMonitoring[0]?.ShardLevelMetrics ?? [])].sort();
}

/** Which figures of single shards stand on the metrics page. */
export function MonitoringSettings({ stream }: { stream: StreamSummary }) {
  const may = useMay('operator');
  const [begun, setBegun] = useState(() => metricsOf(stream));
  const [chosen, setChosen] = useState(begun);
  const change = useChange<string[]>(
    stream.StreamName,
    'The monitoring is changed.',
    'The monitoring can’t be changed',
  );
  const current = metricsOf(stream);
  if (current.join() !== begun.join() && chosen.join() === begun.join()) {
    setBegun(current);
    setChosen(current);
  }

  function save() {
    const on = chosen.filter((metric) => !begun.includes(metric));
    const off = begun.filter((metric) => !chosen.includes(metric));
    change.mutate(
      {
        before: begun,
        read: metricsOf,
        name: (value) => value.join(', ') || 'none',
        apply: async () => {
          if (on.length > 0)
            await operation('EnableEnhancedMonitoring', { StreamName: stream.StreamName, ShardLevelMetrics: on });
          if (off.length > 0)
            await operation('DisableEnhancedMonitoring', { StreamName: stream.StreamName, ShardLevelMetrics: off });
        },
      },
      { onSuccess: () => setBegun(chosen) },
    );
  }

  return (
    <Container header={<Header variant="h2">Monitoring of single shards</Header>}>
      <FormField
        label="Metrics per shard"
        description="Those chosen appear at /_millrace/metrics with the shard as a label."
        stretch
        secondaryControl={
          <Button
            onClick={save}
            loading={change.isPending}
            disabled={may.disabled || chosen.join() === begun.join()}
            disabledReason={may.disabledReason}
          >
            Change the metrics
          </Button>
        }
      >
        <Multiselect
          selectedOptions={chosen.map((metric) => ({ value: metric, label: metric }))}
          options={METRICS.map((metric) => ({ value: metric, label: metric }))}
          placeholder="None"
          disabled={may.disabled}
          deselectAriaLabel={(option) => `Remove ${option.label}`}
          onChange={({ detail }) => setChosen(detail.selectedOptions.map((option) => option.value!).sort())}
        />
      </FormField>
    </Container>
  );
}
