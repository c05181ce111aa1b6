import { ApiHolder, useApiHolder } from '@backstage/frontend-plugin-api';
import { QueryClient } from '@tanstack/react-query';

const clients = new WeakMap<ApiHolder, QueryClient>();

/** The one cache of the app; it needs no provider, so that a page works wherever it is mounted. */
export function useQueryClient(): QueryClient {
  const apis = useApiHolder();
  let client = clients.get(apis);
  if (!client) {
    client = new QueryClient({
      defaultOptions: {
        queries: {
          // A refusal does not become an answer by asking again, and a reader sees at once what failed.
          retry: false,
          // Without a network a request fails and says so, instead of waiting silently.
          networkMode: 'always',
          refetchOnReconnect: false,
          refetchOnWindowFocus: false,
          // An answer is kept as long as somebody shows it: a page opened later never shows an old one.
          gcTime: 0,
        },
      },
    });
    clients.set(apis, client);
  }
  return client;
}
