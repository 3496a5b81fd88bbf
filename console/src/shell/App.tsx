import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { onSessionEnded } from '../api/client';
import { readSession, type Session, type SessionState, type SignInWays } from '../api/session';
import { Loading } from '../figures/Loading';
import { Problem } from '../figures/Problem';
import { queries } from './queries';
import { router, ShellContext } from './router';

const SignInPage = lazy(() => import('./SignInPage'));
const PasswordPage = lazy(() => import('./PasswordPage'));

const RETRY_MILLIS = 2_000;

/** Decides between signing in, a new password, and the pages. */
export function App() {
  const [state, setState] = useState<SessionState | null>(null);
  const [ended, setEnded] = useState<SignInWays | null>(null);
  const [problem, setProblem] = useState<unknown>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const read = () => {
      readSession().then(
        (found) => {
          setProblem(null);
          setState(found);
        },
        (error: unknown) => {
          setProblem(error);
          timer = setTimeout(read, RETRY_MILLIS);
        },
      );
    };
    read();
    return () => clearTimeout(timer);
  }, []);

  const signedIn = state?.session ?? null;
  useEffect(() => {
    onSessionEnded(() => {
      if (!signedIn) return;
      readSession().then(
        (now) => (now.session ? setState(now) : setEnded(now.ways)),
        () => undefined,
      );
    });
  }, [signedIn]);

  function begin(session: Session) {
    // Another user must not see what this one's predecessor read.
    if (signedIn && signedIn.user.name !== session.user.name) queries.clear();
    setState({ session, ways: null });
    setEnded(null);
    void queries.invalidateQueries();
  }

  async function leave() {
    queries.clear();
    setEnded(null);
    setState(await readSession());
  }

  if (!state)
    return (
      <main className="narrow-page">
        {problem ? <Problem error={problem} what="The console can’t start yet" /> : <Loading what="the console" />}
      </main>
    );
  return (
    <Suspense fallback={<Loading what="the console" />}>
      {!state.session ? (
        <SignInPage ways={state.ways} onSignedIn={begin} />
      ) : state.session.user.mustChangePassword ? (
        <PasswordPage onChanged={() => void readSession().then(setState)} />
      ) : (
        <ShellContext.Provider
          value={{ session: state.session, endedWays: ended, onSignedIn: begin, onSignedOut: () => void leave() }}
        >
          <RouterProvider router={router} />
        </ShellContext.Provider>
      )}
    </Suspense>
  );
}
