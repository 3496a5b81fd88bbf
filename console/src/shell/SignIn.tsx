import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type FormEvent } from 'react';
import { ApiError } from '../api/client';
import { signIn, type Session, type SignInWays } from '../api/session';

interface Props {
  ways: SignInWays;
  /** Somebody was signed in on this page before. */
  ended?: boolean;
  onSignedIn: (session: Session) => void;
}

/** Name and password, or the way to the organisation's own sign-in. */
export function SignIn({ ways, ended = false, onSignedIn }: Props) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const here = window.location.pathname + window.location.search;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      onSignedIn(await signIn(name.trim(), password));
    } catch (error) {
      setPassword('');
      setProblem(error instanceof ApiError ? error.message : 'The sign-in failed.');
    } finally {
      setBusy(false);
    }
  }

  return (
    <SpaceBetween size="l">
      {ended ? <Alert type="info">Your session ended. Sign in to go on where you were.</Alert> : null}
      {ways.oidc ? (
        <Button
          variant={ways.local ? 'normal' : 'primary'}
          fullWidth
          href={`/console/api/oidc/start?return=${encodeURIComponent(here)}`}
          target="_self"
        >
          Sign in with {ways.oidc.name}
        </Button>
      ) : null}
      {ways.oidc && ways.local ? (
        <Box textAlign="center" color="text-body-secondary">
          or
        </Box>
      ) : null}
      {ways.local ? (
        <form onSubmit={submit} aria-label="Sign in">
          <Form
            {...(problem ? { errorText: problem } : {})}
            actions={
              <Button variant="primary" formAction="submit" loading={busy} loadingText="Signing in">
                Sign in
              </Button>
            }
          >
            <SpaceBetween size="m">
              <FormField label="Name">
                <Input
                  value={name}
                  onChange={({ detail }) => setName(detail.value)}
                  autoComplete="username"
                  autoFocus
                  spellcheck={false}
                />
              </FormField>
              <FormField label="Password">
                <Input
                  value={password}
                  type="password"
                  onChange={({ detail }) => setPassword(detail.value)}
                  autoComplete="current-password"
                />
              </FormField>
            </SpaceBetween>
          </Form>
        </form>
      ) : null}
    </SpaceBetween>
  );
}
