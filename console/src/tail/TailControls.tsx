import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { TimeField } from '../figures/TimeField';
import type { Search } from '../shell/router';
import type { StartType } from './protocol';

const STARTS: { value: StartType; label: string; description: string }[] = [
  { value: 'LATEST', label: 'Now', description: 'LATEST: what comes from now on' },
  { value: 'TRIM_HORIZON', label: 'The beginning', description: 'TRIM_HORIZON: the oldest record there is' },
  { value: 'AT_TIMESTAMP', label: 'A time', description: 'AT_TIMESTAMP' },
  { value: 'AT_SEQUENCE_NUMBER', label: 'A record', description: 'AT_SEQUENCE_NUMBER, with the shard' },
  { value: 'AFTER_SEQUENCE_NUMBER', label: 'After a record', description: 'AFTER_SEQUENCE_NUMBER, with the shard' },
];

interface Props {
  search: Search;
  change: (part: Search) => void;
  type: StartType;
  filterProblem: string | null;
}

/** Where the tail begins and what it shows; all of it lives in the page's address. */
export function TailControls({ search, change, type, filterProblem }: Props) {
  const bySequence = type.endsWith('SEQUENCE_NUMBER');
  return (
    <div className="tail-controls">
      <FormField label="Start at">
        <Select
          selectedOption={STARTS.find((start) => start.value === type)!}
          options={STARTS}
          onChange={({ detail }) => {
            const start = detail.selectedOption.value as StartType;
            change({
              start: start === 'LATEST' ? undefined : start,
              at:
                start === 'AT_TIMESTAMP'
                  ? (search['at'] ?? new Date(Date.now() - 15 * 60_000).toISOString())
                  : undefined,
            });
          }}
        />
      </FormField>
      {type === 'AT_TIMESTAMP' ? <TimeField label="Time" at={search['at']} onChange={(at) => change({ at })} /> : null}
      <Committed
        label="Shard"
        value={search['shard']}
        placeholder={bySequence ? 'shardId-000000000000' : 'All'}
        onChange={(shard) => change({ shard })}
      />
      {bySequence ? (
        <Committed
          label="Sequence number"
          value={search['seq']}
          placeholder="4963…"
          onChange={(seq) => change({ seq })}
        />
      ) : null}
      <div data-search className="grow">
        <FormField label="Text">
          <Input
            type="search"
            value={search['q'] ?? ''}
            placeholder="in the data or the key"
            onChange={({ detail }) => change({ q: detail.value || undefined })}
          />
        </FormField>
      </div>
      <FormField label="Partition key">
        <Input
          type="search"
          value={search['key'] ?? ''}
          placeholder="contains"
          onChange={({ detail }) => change({ key: detail.value || undefined })}
        />
      </FormField>
      <div className="grow">
        <FormField label="JSON path" errorText={filterProblem ?? undefined}>
          <Input
            type="search"
            value={search['path'] ?? ''}
            placeholder={'$.order.country == "DE"'}
            spellcheck={false}
            onChange={({ detail }) => change({ path: detail.value || undefined })}
          />
        </FormField>
      </div>
    </div>
  );
}

/** A field that takes effect when it is left, or with Enter: every letter would begin another tail. */
function Committed({
  label,
  value,
  placeholder,
  onChange,
}: {
  label: string;
  value: string | undefined;
  placeholder: string;
  onChange: (value: string | undefined) => void;
}) {
  const [typed, setTyped] = useState(value ?? '');
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setTyped(value ?? '');
  }
  const commit = () => {
    const next = typed.trim() || undefined;
    if (next !== value) onChange(next);
  };
  return (
    <FormField label={label}>
      <Input
        value={typed}
        placeholder={placeholder}
        spellcheck={false}
        onChange={({ detail }) => setTyped(detail.value)}
        onBlur={commit}
        onKeyDown={({ detail }) => detail.key === 'Enter' && commit()}
      />
    </FormField>
  );
}
