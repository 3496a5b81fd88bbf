import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Link from '@cloudscape-design/components/link';
import Select from '@cloudscape-design/components/select';
import Slider from '@cloudscape-design/components/slider';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { count } from '../figures/format';
import { streamHref } from '../shell/navigation';
import { useMay } from '../shell/session';
import type { DemoKind } from './demo';
import { useDemo } from './useDemo';

const KINDS: { value: DemoKind; label: string; description: string }[] = [
  { value: 'orders', label: 'Orders', description: 'of a shop, by customer' },
  { value: 'clicks', label: 'Clicks', description: 'on a site, by visitor' },
  { value: 'sensors', label: 'Sensors', description: 'readings, by sensor' },
];

const FASTEST = 5_000;
const MOST_KEYS = 100_000;

/** Made-up records at a chosen rate, for trying things out. */
export function DemoGenerator({ stream }: { stream: string }) {
  const may = useMay('operator');
  const [kind, setKind] = useState<DemoKind>('orders');
  const [rate, setRate] = useState('20');
  const [keys, setKeys] = useState('100');
  const [skew, setSkew] = useState(0);
  const [on, setOn] = useState(false);
  const rateProblem = Number(rate) >= 1 && Number(rate) <= FASTEST ? undefined : `1 to ${count(FASTEST)}`;
  const keysProblem =
    Number.isInteger(Number(keys)) && Number(keys) >= 1 && Number(keys) <= MOST_KEYS
      ? undefined
      : `1 to ${count(MOST_KEYS)}`;
  const ready = !rateProblem && !keysProblem;
  const figures = useDemo(
    stream,
    { kind, rate: ready ? Number(rate) : 1, keys: ready ? Number(keys) : 1, skew: skew / 100 },
    on,
  );

  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Made-up records, sent by this page while it is open."
          actions={
            <Button
              variant={on ? 'normal' : 'primary'}
              onClick={() => setOn(!on)}
              disabled={may.disabled || !ready}
              disabledReason={may.disabledReason}
            >
              {on ? 'Stop' : 'Start'}
            </Button>
          }
        >
          Demo data
        </Header>
      }
    >
      <SpaceBetween size="m">
        <ColumnLayout columns={4} minColumnWidth={180}>
          <FormField label="Kind">
            <Select
              selectedOption={KINDS.find((one) => one.value === kind)!}
              options={KINDS}
              onChange={({ detail }) => setKind(detail.selectedOption.value as DemoKind)}
            />
          </FormField>
          <FormField label="Records per second" errorText={rateProblem}>
            <Input value={rate} inputMode="numeric" onChange={({ detail }) => setRate(detail.value)} />
          </FormField>
          <FormField label="Different keys" errorText={keysProblem}>
            <Input value={keys} inputMode="numeric" onChange={({ detail }) => setKeys(detail.value)} />
          </FormField>
          <FormField label={`Skew: ${skew} %`} description="0: all keys alike. 100: half of the records have one key.">
            <Slider
              value={skew}
              min={0}
              max={100}
              ariaLabel="Skew in percent"
              onChange={({ detail }) => setSkew(detail.value)}
            />
          </FormField>
        </ColumnLayout>
        {figures.problem ? <Alert type="warning">{figures.problem}</Alert> : null}
        {on || figures.sent > 0 ? (
          <Box>
            <span role="status">
              <span data-testid="demo-sent">{count(figures.sent)}</span> sent, {count(figures.refused)} refused.
            </span>{' '}
            <Link href={streamHref(stream, 'tail')} external externalIconAriaLabel="Opens in a new tab">
              See them come
            </Link>
          </Box>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}
