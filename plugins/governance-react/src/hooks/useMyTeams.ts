import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useAsyncData } from './useAsyncData';

/** Who the reader is: their user entity ref and the refs of the groups they belong to. */
export function useMyTeams(): {
  user?: string;
  teams: string[];
  isPending: boolean;
} {
  const identityApi = useApi(identityApiRef);
  const { data, isPending } = useAsyncData('identity', () =>
    identityApi.getBackstageIdentity(),
  );
  return {
    user: data?.userEntityRef,
    teams: (data?.ownershipEntityRefs ?? []).filter(ref =>
      ref.startsWith('group:'),
    ),
    isPending,
  };
}
