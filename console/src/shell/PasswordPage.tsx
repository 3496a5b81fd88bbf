import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { PasswordForm } from './PasswordForm';

/** Where a temporary password becomes one that only its user knows. */
export default function PasswordPage({ onChanged }: { onChanged: () => void }) {
  return (
    <main className="narrow-page">
      <SpaceBetween size="l">
        <Alert type="info">The password you signed in with is temporary. Choose your own to go on.</Alert>
        <Container header={<Header variant="h1">Change the password</Header>}>
          <PasswordForm onChanged={onChanged} />
        </Container>
      </SpaceBetween>
    </main>
  );
}
