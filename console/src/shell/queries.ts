import { keepPreviousData, QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/client';

/** What was read stays on the page while a service is away; passing faults are tried again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A laptop without a network reaches its own loopback all the same.
      networkMode: 'always',
      placeholderData: keepPreviousData,
      staleTime: 2_000,
      retry: (failures, error) => failures < 2 && (!(error instanceof ApiError) || error.passing),
      retryDelay: (attempt) => 500 * 2 ** attempt,
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
