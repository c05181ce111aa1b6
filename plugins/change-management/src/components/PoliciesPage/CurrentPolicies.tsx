import {
  ApprovalPolicy,
  PolicySet,
} from '@countersign/plugin-change-management-common';
import {
  EntityLink,
  PolicyList,
  Predicate,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';

/** The policies in force, in order. */
export function CurrentPolicies(props: { set: PolicySet }) {
  const { set } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <PolicyList
      title={t('policies.current')}
      label={t('policies.title')}
      lead={t('policies.lead')}
      digest={{ label: t('policies.digest'), value: set.digest }}
      policies={set.policies.map(({ name, description, match, require }) => ({
        name,
        description,
        facts: [
          { term: t('policies.when'), value: <Predicate predicate={match} /> },
          {
            term: t('policies.asks'),
            value: require.map(requirement => (
              <Requirement
                key={JSON.stringify(requirement)}
                requirement={requirement}
              />
            )),
          },
        ],
      }))}
    />
  );
}

function Requirement(props: {
  requirement: ApprovalPolicy['require'][number];
}) {
  const { requirement } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <div>
      {requirement.count} {t('policies.from')}{' '}
      {'group' in requirement ? (
        <EntityLink entityRef={requirement.group} />
      ) : (
        t('policies.owners')
      )}
    </div>
  );
}
