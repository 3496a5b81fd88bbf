import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type FormEvent } from 'react';
import { changePassword } from '../api/session';

const MIN_LENGTH = 12;

/** A new password for the user who is signed in. */
export function PasswordForm({ onChanged }: { onChanged: () => void }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const short = next !== '' && next.length < MIN_LENGTH;
  const different = again !== '' && again !== next;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (next.length < MIN_LENGTH || again !== next) {
      setProblem('The new password is not given twice alike, or too short.');
      return;
    }
    setBusy(true);
    setProblem('');
    try {
      await changePassword(current, next);
      onChanged();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} aria-label="Change the password">
      <Form
        {...(problem ? { errorText: problem } : {})}
        actions={
          <Button variant="primary" formAction="submit" loading={busy}>
            Change the password
          </Button>
        }
      >
        <SpaceBetween size="m">
          <FormField label="Current password">
            <Input
              value={current}
              type="password"
              autoComplete="current-password"
              onChange={({ detail }) => setCurrent(detail.value)}
            />
          </FormField>
          <FormField
            label="New password"
            constraintText={`At least ${MIN_LENGTH} characters.`}
            errorText={short ? `At least ${MIN_LENGTH} characters.` : undefined}
          >
            <Input
              value={next}
              type="password"
              autoComplete="new-password"
              onChange={({ detail }) => setNext(detail.value)}
            />
          </FormField>
          <FormField label="New password again" errorText={different ? 'Not the same.' : undefined}>
            <Input
              value={again}
              type="password"
              autoComplete="new-password"
              onChange={({ detail }) => setAgain(detail.value)}
            />
          </FormField>
        </SpaceBetween>
      </Form>
    </form>
  );
}
