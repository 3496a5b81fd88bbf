import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { usePreferences } from '../shell/preferences';
import { parseTime, time } from './format';

interface Props {
  label: string;
  /** ISO 8601, or nothing. */
  at: string | undefined;
  onChange: (at: string | undefined) => void;
  /** Whether it may be left empty. */
  optional?: boolean;
}

/** A time in the zone that the user chose. It takes effect when the field is left, or with Enter. */
export function TimeField({ label, at, onChange, optional = false }: Props) {
  const { zone } = usePreferences();
  const millis = at ? Date.parse(at) : Number.NaN;
  const shown = Number.isNaN(millis) ? '' : time(millis, zone, millis % 1_000 !== 0);
  const [typed, setTyped] = useState(shown);
  const [known, setKnown] = useState(shown);
  if (known !== shown) {
    setKnown(shown);
    setTyped(shown);
  }
  const parsed = parseTime(typed, zone);
  const bad = parsed === undefined && !(optional && typed.trim() === '');
  const commit = () => {
    if (!bad && typed !== shown) onChange(parsed === undefined ? undefined : new Date(parsed).toISOString());
  };
  return (
    <FormField
      label={`${label} (${zone === 'utc' ? 'UTC' : 'local'})`}
      errorText={bad ? 'As 2026-11-23 14:05:09' : undefined}
    >
      <Input
        value={typed}
        placeholder="2026-11-23 14:05"
        onChange={({ detail }) => setTyped(detail.value)}
        onBlur={commit}
        onKeyDown={({ detail }) => detail.key === 'Enter' && commit()}
      />
    </FormField>
  );
}
