import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { router, type Search } from './router';

/** Goes to another page of the console. */
export function go(href: string): void {
  router.history.push(href);
}

export function streamHref(name: string, tab = '', search: Search = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) if (value) query.set(key, value);
  const text = query.toString();
  return `/console/streams/${encodeURIComponent(name)}${tab ? `/${tab}` : ''}${text ? `?${text}` : ''}`;
}

/** The page's filters, which live in its address, and a way to change some of them. */
export function useFilters(): [Search, (change: Search) => void] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = useCallback(
    (part: Search) =>
      void navigate({
        to: '.',
        search: (before: Search) => ({ ...before, ...part }),
        replace: true,
        resetScroll: false,
      } as never),
    [navigate],
  );
  return [search, change];
}

/** Lets links inside components that know nothing of the router change the page without loading it anew. */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const href = link?.getAttribute('href');
    if (!link || !href || link.target === '_blank' || link.hasAttribute('download')) return;
    if (!href.startsWith('/console/') && href !== '/console') return;
    if (href.startsWith('/console/api/')) return;
    event.preventDefault();
    go(href);
  });
}
