import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';

/** Has the user type what is about to be lost. */
export function TypedName({
  expected,
  typed,
  onChange,
}: {
  expected: string;
  typed: string;
  onChange: (typed: string) => void;
}) {
  return (
    <FormField
      label={
        <>
          To confirm, type <code>{expected}</code>
        </>
      }
    >
      <Input value={typed} onChange={({ detail }) => onChange(detail.value)} autoFocus spellcheck={false} />
    </FormField>
  );
}
