import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Session, SignInWays } from '../api/session';
import logo from './millrace.svg';
import { SignIn } from './SignIn';

export default function SignInPage({ ways, onSignedIn }: { ways: SignInWays; onSignedIn: (session: Session) => void }) {
  return (
    <main className="narrow-page">
      <SpaceBetween size="l">
        <div className="brand">
          <img src={logo} alt="" width={40} height={40} />
          <Box variant="h1" fontSize="heading-xl" padding="n">
            Millrace
          </Box>
        </div>
        <Container header={<Header variant="h2">Sign in</Header>}>
          <SignIn ways={ways} onSignedIn={onSignedIn} />
        </Container>
        {ways.local ? (
          <Box color="text-body-secondary" fontSize="body-s">
            The first user is <code>admin</code>; its password was printed by the first <code>./millrace up</code>. To
            set a new one: <code>./millrace reset-password</code>.
          </Box>
        ) : null}
      </SpaceBetween>
    </main>
  );
}
