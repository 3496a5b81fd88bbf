import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { notify } from '../shell/notices';
import { go } from '../shell/navigation';
import { PasswordForm } from '../shell/PasswordForm';

export default function OwnPasswordPage() {
  return (
    <Container header={<Header variant="h1">Change the password</Header>}>
      <PasswordForm
        onChanged={() => {
          notify({ type: 'success', content: 'The password is changed. Other sessions of yours have ended.' });
          go('/console/');
        }}
      />
    </Container>
  );
}
