import { Select } from '@backstage/ui';
import { ApprovalOverview } from '@countersign/plugin-change-management-common';
import { useState } from 'react';
import {
  useMyTeams,
  useTexts,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';
import { DecisionSummary } from './DecisionSummary';
import { SinceYouLooked } from './SinceYouLooked';
import { SubjectList } from './SubjectList';
import { useDifferences } from './useLook';
import { useVerb } from './useVerb';

/** The groups in whose name this person could still decide. */
function groupsOf(approvals: ApprovalOverview, user?: string): string[] {
  return approvals.requirements
    .filter(
      requirement =>
        !requirement.satisfied &&
        requirement.eligible.some(approver => approver.user === user),
    )
    .map(requirement => requirement.group);
}

/** Approves, rejects or requests changes; says exactly what it is that is decided about, and sends the digest of just that. */
export function ApproveDialog(props: {
  verb: 'approve' | 'reject' | 'request-changes';
  approvals: ApprovalOverview;
  isOpen: boolean;
  onClose(): void;
}) {
  const { verb, approvals, isOpen, onClose } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const { number } = useChangePage().detail.change;
  const { user } = useMyTeams();
  const request = useVerb(verb);
  const { differences } = useDifferences();
  const differs = differences !== undefined;
  const refused = request.refusal?.guard === 'subject';
  const groups = groupsOf(approvals, user);
  const [chosen, setChosen] = useState<string>();
  const group = groups.length > 1 ? chosen ?? groups[0] : groups[0];

  return (
    <VerbTextDialog
      title={t(`change.dialog.${verb}Title`, { number })}
      action={t(`change.verb.${verb}`)}
      textLabel={t(
        (
          {
            approve: 'change.dialog.commentOptional',
            reject: 'change.dialog.reason',
            'request-changes': 'change.dialog.wanted',
          } as const
        )[verb],
      )}
      draftKey={`${number}/${verb}`}
      bodyOf={comment => ({
        subjectDigest: approvals.subjectDigest,
        group,
        comment: comment || undefined,
      })}
      required={verb !== 'approve'}
      destructive={verb === 'reject'}
      blocked={differs && verb === 'approve'}
      // What differs says more than the bare refusal.
      verb={refused && differs ? { ...request, refusal: undefined } : request}
      isOpen={isOpen}
      onClose={onClose}
    >
      {verb !== 'reject' && (
        <p className={styles.lead}>
          {t(
            verb === 'approve'
              ? 'change.dialog.approveLead'
              : 'change.dialog.requestChangesLead',
          )}
        </p>
      )}
      <SinceYouLooked refused={refused} onLooked={request.clear} />
      <DecisionSummary group={groups.length === 1 ? group : undefined} />
      {groups.length > 1 && (
        <Select
          label={t('change.dialog.group')}
          options={groups.map(id => ({ id, label: id }))}
          value={group}
          onChange={key => setChosen(String(key))}
        />
      )}
      <details className={styles.exactly}>
        <summary>{t('change.dialog.exactly')}</summary>
        <SubjectList approvals={approvals} />
      </details>
    </VerbTextDialog>
  );
}
