import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { count, plural, rate } from '../figures/format';
import { capacity, type Need } from './capacity';

const FIELDS: { name: keyof Need; label: string; hint: string }[] = [
  { name: 'recordsPerSecond', label: 'Records per second at the peak', hint: 'records/s' },
  { name: 'recordKilobytes', label: 'Size of a record', hint: 'KB, rounded up to whole ones' },
  { name: 'pollingConsumers', label: 'Applications that poll', hint: 'they share 2 MB/s of each shard' },
  { name: 'fanOutConsumers', label: 'Consumers with enhanced fan-out', hint: 'each has its own 2 MB/s of each shard' },
  { name: 'headroomPercent', label: 'Headroom', hint: 'percent; 25 is usual, 20 for an even load' },
];

const REASONS = { records: 'the number of records', bytes: 'the bytes written', reads: 'the bytes read by polling' };

/** From peaks to shards. */
export function CapacityCalculator({ onUse }: { onUse: (shards: number) => void }) {
  const [typed, setTyped] = useState<Record<keyof Need, string>>({
    recordsPerSecond: '1000',
    recordKilobytes: '1',
    pollingConsumers: '1',
    fanOutConsumers: '0',
    headroomPercent: '25',
  });
  const number = (name: keyof Need) => Number(typed[name].replace(',', '.'));
  const bad = FIELDS.filter(
    ({ name }) => typed[name].trim() === '' || !(number(name) >= 0) || !Number.isFinite(number(name)),
  );
  const need = Object.fromEntries(FIELDS.map(({ name }) => [name, number(name)])) as unknown as Need;
  const result = bad.length === 0 ? capacity(need) : undefined;

  return (
    <ExpandableSection headerText="How many shards do I need?" variant="container">
      <SpaceBetween size="m">
        <ColumnLayout columns={3} minColumnWidth={200}>
          {FIELDS.map(({ name, label, hint }) => (
            <FormField
              key={name}
              label={label}
              constraintText={hint}
              errorText={bad.some((field) => field.name === name) ? 'A number, 0 or more' : undefined}
            >
              <Input
                value={typed[name]}
                inputMode="decimal"
                onChange={({ detail }) => setTyped({ ...typed, [name]: detail.value })}
              />
            </FormField>
          ))}
        </ColumnLayout>
        {result ? (
          <div aria-live="polite">
            <Box variant="p">
              <strong>{plural(result.shards, 'shard')}</strong>, decided by {REASONS[result.decides]}:{' '}
              {rate(result.byRecords)} by records, {rate(result.byBytes)} by bytes ({count(result.kilobytesPerSecond)}{' '}
              KB/s), {rate(result.byReads)} by reads, and {need.headroomPercent} % more.
            </Box>
            <Box variant="p" color="text-body-secondary">
              A single partition key never gets more than one shard: 1,000 records/s and 1 MB/s.
            </Box>
            <Button formAction="none" onClick={() => onUse(result.shards)}>
              Use {plural(result.shards, 'shard')}
            </Button>
          </div>
        ) : null}
      </SpaceBetween>
    </ExpandableSection>
  );
}
