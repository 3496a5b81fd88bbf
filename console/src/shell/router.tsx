import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouteComponent,
} from '@tanstack/react-router';
import { createContext, useContext, type ComponentProps } from 'react';
import NotFound from './NotFound';
import OverviewPage from '../overview/OverviewPage';
import { Problem } from '../figures/Problem';
import Shell from './Shell';

export const ShellContext = createContext<ComponentProps<typeof Shell> | null>(null);

function Root() {
  const props = useContext(ShellContext);
  return props ? <Shell {...props} /> : null;
}

/** Search parameters are plain text: a sequence number that looks like a number must not become one. */
export type Search = Record<string, string | undefined>;

const root = createRootRoute({
  component: Root,
  notFoundComponent: NotFound,
  errorComponent: ({ error }) => <Problem error={error} what="The page failed" />,
  validateSearch: (search: Record<string, unknown>): Search => search as Search,
});

const page = <P extends string>(path: P, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component });

const stream = createRoute({
  getParentRoute: () => root,
  path: 'streams/$name',
  component: lazyRouteComponent(() => import('../streams/StreamPage')),
});
const tab = <P extends string>(path: P, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => stream, path, component });

const access = createRoute({ getParentRoute: () => root, path: 'access', component: Outlet });

const routes = root.addChildren([
  // What every first visit needs comes in one piece: fifty small files take longer than their bytes.
  page('/', OverviewPage),
  page(
    'streams',
    lazyRouteComponent(() => import('../streams/ListPage')),
  ),
  page(
    'streams/create',
    lazyRouteComponent(() => import('../streams/CreatePage')),
  ),
  stream.addChildren([
    tab(
      '/',
      lazyRouteComponent(() => import('../streams/MonitoringTab')),
    ),
    tab(
      'tail',
      lazyRouteComponent(() => import('../tail/TailTab')),
    ),
    tab(
      'shards',
      lazyRouteComponent(() => import('../shards/ShardsTab')),
    ),
    tab(
      'consumers',
      lazyRouteComponent(() => import('../consumers/ConsumersTab')),
    ),
    tab(
      'produce',
      lazyRouteComponent(() => import('../produce/ProduceTab')),
    ),
    tab(
      'settings',
      lazyRouteComponent(() => import('../streams/SettingsTab')),
    ),
  ]),
  access.addChildren([
    createRoute({
      getParentRoute: () => access,
      path: '/',
      component: lazyRouteComponent(() => import('../access/AccessPage')),
    }),
    createRoute({
      getParentRoute: () => access,
      path: 'password',
      component: lazyRouteComponent(() => import('../access/OwnPasswordPage')),
    }),
  ]),
  page(
    'operations',
    lazyRouteComponent(() => import('../operations/OperationsPage')),
  ),
  page(
    'audit',
    lazyRouteComponent(() => import('../audit/AuditPage')),
  ),
]);

function parse(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

function print(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

export const router = createRouter({
  routeTree: routes,
  basepath: '/console',
  parseSearch: parse,
  stringifySearch: print,
  defaultPreload: 'intent',
  trailingSlash: 'preserve',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
