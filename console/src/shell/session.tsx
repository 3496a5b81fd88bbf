import { createContext, useContext } from 'react';
import { allows, type Role, type Session } from '../api/session';

const SessionContext = createContext<Session | null>(null);

export const SessionProvider = SessionContext.Provider;

/** Who is signed in. Only below the shell, where somebody is. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('nobody is signed in');
  return session;
}

/** Whether the user may do what needs that role, and if not, the words that say why. */
export function useMay(needed: Role): { allowed: boolean; disabled: boolean; disabledReason: string | undefined } {
  const { role } = useSession().user;
  const allowed = allows(role, needed);
  return {
    allowed,
    disabled: !allowed,
    disabledReason: allowed ? undefined : `Needs the role ${needed}; yours is ${role}.`,
  };
}
