import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { operation, type StreamSummary } from '../api/kinesis';
import { hours } from '../figures/format';
import { useMay } from '../shell/session';
import { useChange } from './useChange';

/** How long records stay, and how large they may be. */
export function RetentionSettings({ stream }: { stream: StreamSummary }) {
  const may = useMay('operator');
  const [begun, setBegun] = useState(stream.RetentionPeriodHours);
  const [typed, setTyped] = useState(String(stream.RetentionPeriodHours));
  const [sizeBegun, setSizeBegun] = useState(stream.MaxRecordSizeInKiB ?? 1024);
  const [size, setSize] = useState(String(sizeBegun));
  const change = useChange<number>(stream.StreamName, 'The retention is changed.', 'The retention can’t be changed');
  const resize = useChange<number>(
    stream.StreamName,
    'The size of records is changed.',
    'The size of records can’t be changed',
  );
  const wanted = Number(typed);
  const problem =
    Number.isInteger(wanted) && wanted >= 24 && wanted <= 8_760 ? undefined : 'A whole number from 24 to 8,760';
  const wantedSize = Number(size);
  const sizeProblem =
    Number.isInteger(wantedSize) && wantedSize >= 1_024 && wantedSize <= 10_240
      ? undefined
      : 'A whole number from 1,024 to 10,240';
  // The form follows the stream while the user has typed nothing.
  if (stream.RetentionPeriodHours !== begun && typed === String(begun)) {
    setBegun(stream.RetentionPeriodHours);
    setTyped(String(stream.RetentionPeriodHours));
  }

  function save() {
    const longer = wanted > begun;
    change.mutate(
      {
        before: begun,
        read: (now) => now.RetentionPeriodHours,
        name: hours,
        apply: async () => {
          await operation(longer ? 'IncreaseStreamRetentionPeriod' : 'DecreaseStreamRetentionPeriod', {
            StreamName: stream.StreamName,
            RetentionPeriodHours: wanted,
          });
        },
      },
      { onSuccess: () => setBegun(wanted), onError: () => setBegun(stream.RetentionPeriodHours) },
    );
  }

  function saveSize() {
    resize.mutate(
      {
        before: sizeBegun,
        read: (now) => now.MaxRecordSizeInKiB ?? 1024,
        name: (value) => `${value} KiB`,
        apply: async () => {
          await operation('UpdateMaxRecordSize', { StreamARN: stream.StreamARN, MaxRecordSizeInKiB: wantedSize });
        },
      },
      { onSuccess: () => setSizeBegun(wantedSize) },
    );
  }

  return (
    <Container header={<Header variant="h2">Records</Header>}>
      <SpaceBetween size="m">
        <FormField
          label="Retention in hours"
          constraintText="24 (a day) to 8,760 (a year). A shorter one takes effect at once: what is older can’t be read any more."
          errorText={problem}
          secondaryControl={
            <Button
              onClick={save}
              loading={change.isPending}
              disabled={may.disabled || !!problem || wanted === begun}
              disabledReason={may.disabledReason}
            >
              Change the retention
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
        <FormField
          label="Largest record in KiB"
          constraintText="1,024 to 10,240"
          errorText={sizeProblem}
          secondaryControl={
            <Button
              onClick={saveSize}
              loading={resize.isPending}
              disabled={may.disabled || !!sizeProblem || wantedSize === sizeBegun}
              disabledReason={may.disabledReason}
            >
              Change the size
            </Button>
          }
        >
          <Input
            value={size}
            inputMode="numeric"
            disabled={may.disabled}
            onChange={({ detail }) => setSize(detail.value)}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}
