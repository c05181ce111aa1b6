import { RootConfigService } from '@backstage/backend-plugin-api';

const ACCESS = 'backend.auth.externalAccess';

/**
 * Tokens from outside that may do in the plugin whatever services may, since their configuration lists no permissions: a
 * pipeline that may open changes and ask the gate would also end a freeze.
 */
function unlimitedTokens(
  config: RootConfigService,
  pluginId: string,
): string[] {
  return (config.getOptionalConfigArray(ACCESS) ?? []).flatMap(
    (entry, index) => {
      const restrictions = entry.getOptionalConfigArray('accessRestrictions');
      const ours = restrictions?.find(
        restriction => restriction.getOptional('plugin') === pluginId,
      );
      const unlimited = restrictions?.length
        ? ours && !ours.has('permission') && !ours.has('permissionAttribute')
        : true;
      return unlimited ? [`${ACCESS}[${index}]`] : [];
    },
  );
}

/** Ways by which an assistant signs in and holds its person's whole token: nothing tells its requests from theirs. */
function personsTokensForClients(config: RootConfigService): string[] {
  return [
    'auth.experimentalDynamicClientRegistration',
    'auth.clientIdMetadataDocuments',
    'auth.experimentalClientIdMetadataDocuments',
  ].filter(key => config.getOptionalBoolean(`${key}.enabled`));
}

/** What whoever runs the portal should know of the tokens it gives out or takes, said at start. */
export function tokenWarnings(
  config: RootConfigService,
  plugin: { id: string; title: string },
): string[] {
  return [
    ...unlimitedTokens(config, plugin.id).map(
      token =>
        `Whoever has the token of ${token} may do in ${plugin.title} whatever services may. List what it is for under accessRestrictions, as https://github.com/countersign-dev/countersign/blob/main/docs/guides/platform-engineer.md does`,
    ),
    ...personsTokensForClients(config).map(
      key =>
        `${key} gives assistants a person's whole token. What an assistant decides with it cannot be told from what the person decides`,
    ),
  ];
}
