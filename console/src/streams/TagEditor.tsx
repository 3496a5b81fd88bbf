import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Input from '@cloudscape-design/components/input';
import { Empty } from '../figures/Loading';

export interface TagRow {
  key: string;
  value: string;
}

const MOST = 50;

export function TagEditor({
  rows,
  onChange,
  disabled = false,
}: {
  rows: TagRow[];
  onChange: (rows: TagRow[]) => void;
  disabled?: boolean;
}) {
  const set = (index: number, change: Partial<TagRow>) =>
    onChange(rows.map((row, i) => (i === index ? { ...row, ...change } : row)));
  return (
    <AttributeEditor<TagRow>
      items={rows}
      addButtonText="Add a tag"
      removeButtonText="Remove"
      removeButtonAriaLabel={(row) => `Remove the tag ${row.key}`}
      disableAddButton={disabled || rows.length >= MOST}
      additionalInfo={rows.length >= MOST ? `${MOST} tags are the most.` : undefined}
      empty={<Empty title="No tags" />}
      onAddButtonClick={() => onChange([...rows, { key: '', value: '' }])}
      onRemoveButtonClick={({ detail }) => onChange(rows.filter((_, i) => i !== detail.itemIndex))}
      definition={[
        {
          label: 'Key',
          control: (row, index) => (
            <Input
              value={row.key}
              disabled={disabled}
              ariaLabel="Key"
              onChange={({ detail }) => set(index, { key: detail.value })}
            />
          ),
          errorText: (row) =>
            rows.filter((other) => other.key === row.key).length > 1 ? 'The key is there twice' : undefined,
        },
        {
          label: 'Value',
          control: (row, index) => (
            <Input
              value={row.value}
              disabled={disabled}
              ariaLabel="Value"
              onChange={({ detail }) => set(index, { value: detail.value })}
            />
          ),
        },
      ]}
    />
  );
}
