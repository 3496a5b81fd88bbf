import AppLayout from '@cloudscape-design/components/app-layout';
import Flashbar from '@cloudscape-design/components/flashbar';
import Modal from '@cloudscape-design/components/modal';
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import TopNavigation from '@cloudscape-design/components/top-navigation';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { signOut, type Session, type SignInWays } from '../api/session';
import { Loading } from '../figures/Loading';
import { focusSearch, useShortcuts } from './keyboard';
import logo from './millrace.svg';
import { useNotices } from './notices';
import { Outages } from './Outages';
import { setColor, setZone, usePreferences } from './preferences';
import { SessionProvider } from './session';
import { SignIn } from './SignIn';

const HelpDialog = lazy(() => import('./HelpDialog'));

interface Props {
  session: Session;
  /** Set once the session ended while the page is open: one signs in above it and loses nothing. */
  endedWays: SignInWays | null;
  onSignedIn: (session: Session) => void;
  onSignedOut: () => void;
}

const NAVIGATION: SideNavigationProps.Item[] = [
  { type: 'link', text: 'Overview', href: '/console/' },
  { type: 'link', text: 'Streams', href: '/console/streams' },
  { type: 'divider' },
  { type: 'link', text: 'Access', href: '/console/access' },
  { type: 'link', text: 'Operations', href: '/console/operations' },
  { type: 'link', text: 'Audit log', href: '/console/audit' },
];

const ZONES = { utc: 'UTC', local: 'Local time' };
const COLORS = { system: 'System', light: 'Light', dark: 'Dark' };

/** What is around every page: navigation, notices, what is down, the keyboard. */
export default function Shell({ session, endedWays, onSignedIn, onSignedOut }: Props) {
  const router = useRouter();
  const queries = useQueryClient();
  const path = useRouterState({
    select: (state) => `/console${state.location.pathname.replace(/^\/console(?=\/|$)/, '')}`,
  });
  const { zone, color } = usePreferences();
  const notices = useNotices();
  const [help, setHelp] = useState(false);
  const [open, setOpen] = useState(window.innerWidth > 1100);
  const go = (href: string) => router.history.push(href);

  useShortcuts({
    '/': focusSearch,
    '?': () => setHelp(true),
    'g o': () => go('/console/'),
    'g s': () => go('/console/streams'),
    'g a': () => go('/console/audit'),
    'g p': () => go('/console/operations'),
    c: () => go('/console/streams/create'),
  });

  async function menu(id: string) {
    if (id === 'sign-out') {
      await signOut().catch(() => undefined);
      queries.clear();
      onSignedOut();
    } else if (id === 'password') go('/console/access/password');
  }

  const section = NAVIGATION.flatMap((item) => (item.type === 'link' ? [item.href] : []))
    .filter((href) => path === href || `${path}/` === href || (href !== '/console/' && path.startsWith(`${href}/`)))
    .at(-1);

  return (
    <SessionProvider value={session}>
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <div id="top">
        <TopNavigation
          identity={{ href: '/console/', title: 'Millrace', logo: { src: logo, alt: 'Millrace' } }}
          utilities={[
            {
              type: 'menu-dropdown',
              text: ZONES[zone],
              ariaLabel: `Times: ${ZONES[zone]}`,
              iconName: 'calendar',
              items: Object.entries(ZONES).map(([id, text]) => ({ id, text })),
              onItemClick: ({ detail }) => setZone(detail.id === 'utc' ? 'utc' : 'local'),
            },
            {
              type: 'menu-dropdown',
              ariaLabel: `Colours: ${COLORS[color]}`,
              title: 'Colours',
              iconName: 'settings',
              items: Object.entries(COLORS).map(([id, text]) => ({ id, text })),
              onItemClick: ({ detail }) =>
                setColor(detail.id === 'dark' ? 'dark' : detail.id === 'light' ? 'light' : 'system'),
            },
            {
              type: 'button',
              ariaLabel: 'Keyboard help',
              title: 'Keyboard help',
              iconName: 'status-info',
              onClick: () => setHelp(true),
            },
            {
              type: 'menu-dropdown',
              text: session.user.name,
              description: session.user.role,
              iconName: 'user-profile',
              items: [
                ...(session.user.source === 'local' ? [{ id: 'password', text: 'Change the password' }] : []),
                { id: 'sign-out', text: 'Sign out' },
              ],
              onItemClick: ({ detail }) => void menu(detail.id),
            },
          ]}
          i18nStrings={{
            overflowMenuTriggerText: 'More',
            overflowMenuTitleText: 'All',
            overflowMenuBackIconAriaLabel: 'Back',
            overflowMenuDismissIconAriaLabel: 'Close',
          }}
        />
      </div>
      <AppLayout
        headerSelector="#top"
        toolsHide
        navigationOpen={open}
        onNavigationChange={({ detail }) => setOpen(detail.open)}
        navigationWidth={220}
        navigation={<SideNavigation activeHref={section ?? ''} items={NAVIGATION} />}
        notifications={<Flashbar items={notices} stackItems />}
        contentType="default"
        ariaLabels={{
          navigation: 'Navigation',
          navigationToggle: 'Open the navigation',
          navigationClose: 'Close the navigation',
          notifications: 'Notices',
        }}
        content={
          <div id="content" tabIndex={-1}>
            <Outages />
            <Suspense fallback={<Loading what="the page" />}>
              <Outlet />
            </Suspense>
          </div>
        }
      />
      {help ? (
        <Suspense>
          <HelpDialog onClose={() => setHelp(false)} />
        </Suspense>
      ) : null}
      {endedWays ? (
        <Modal visible header="Sign in again" closeAriaLabel="Stay signed out" onDismiss={onSignedOut}>
          <SignIn ways={endedWays} ended onSignedIn={onSignedIn} />
        </Modal>
      ) : null}
    </SessionProvider>
  );
}
