import { useQuery } from '@tanstack/react-query';
import { readHealth } from '../api/admin';

/** How each service is; asked every five seconds. */
export function useHealth() {
  return useQuery({ queryKey: ['health'], queryFn: readHealth, refetchInterval: 5_000 });
}
