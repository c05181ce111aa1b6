import { RootConfigService } from '@backstage/backend-plugin-api';

const PATH = 'backend.auth.externalAccess';

/**
 * Tokens from outside that may do in change management whatever services may, since their configuration lists no
 * permissions: a pipeline that may open changes and ask the gate would also end a freeze.
 *
 * @returns where in the configuration they stand
 */
export function unlimitedTokens(config: RootConfigService): string[] {
  return (config.getOptionalConfigArray(PATH) ?? []).flatMap((entry, index) => {
    const restrictions = entry.getOptionalConfigArray('accessRestrictions');
    const ours = restrictions?.find(
      restriction => restriction.getOptional('plugin') === 'change-management',
    );
    const unlimited = restrictions?.length
      ? ours && !ours.has('permission') && !ours.has('permissionAttribute')
      : true;
    return unlimited ? [`${PATH}[${index}]`] : [];
  });
}
