import { useApi } from '@backstage/frontend-plugin-api';
import {
  Followers as FollowersOf,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import { useChangePage } from './ChangeContext';

/** Whether the reader is told what happens to the change, and who else is. */
export function Followers() {
  const { t } = useTexts(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const { detail, update } = useChangePage();
  return (
    <FollowersOf
      following={detail.following}
      roleText={role => t(`change.followRole.${role}`)}
      follow={async follows => {
        const { number } = detail.change;
        update({
          ...detail,
          following: await api.followChange(number, { follows }),
        });
      }}
    />
  );
}
