import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { Condition } from '@countersign/plugin-change-management-common';
import { phraseOf } from '@countersign/plugin-governance-common';
import {
  ChecklistLine,
  conditionLine,
  MendButtons,
  MendText,
  SentenceText,
  useTexts,
  WaitingOn,
} from '@countersign/plugin-governance-react';
import { editChangeRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { AcceptConflict } from './AcceptConflict';
import { ActionButton } from './ActionButton';
import { useChangePage } from './ChangeContext';
import { ConditionLine } from './nextActions';

type Verb = NonNullable<ConditionLine['verb']>;

/** So many people stand in a line that is not the reader's. */
const NAMED = 3;

/** What is not met yet, a line each, with the button that mends it. */
export function useChecklist(
  lines: readonly ConditionLine[],
  primary?: Verb,
): ChecklistLine[] {
  // One button is the primary one, also where several conditions are mended alike.
  const first = lines.findIndex(
    ({ verb }) => verb !== undefined && verb === primary,
  );
  return lines.map(({ condition, verb }, i) =>
    conditionLine(
      condition,
      <Mend condition={condition} verb={verb} isPrimary={i === first} />,
    ),
  );
}

/** Conditions whose edit is a move of the window. */
const aboutTheWindow = ['window', 'conflicts', 'freeze'];

/** The button for whoever may use it, or what mends it and who can. */
function Mend(props: {
  condition: Condition;
  verb?: Verb;
  isPrimary: boolean;
}) {
  const { condition, verb, isPrimary } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const { change, conflicts } = useChangePage().detail;
  const edit = useRouteRef(editChangeRouteRef);
  const { guard, id, mendedBy, who } = condition;
  const remedy = phraseOf('remedy', condition) ?? '';
  const variant = isPrimary ? 'primary' : 'secondary';
  if (verb === 'approve')
    return <a href="#decision">{t('change.next.decide')}</a>;
  if (verb === 'accept-conflict') {
    const conflict = conflicts.find(({ key }) => id === `conflicts:${key}`);
    return (
      <MendButtons>
        {conflict && <AcceptConflict conflict={conflict} variant={variant} />}
      </MendButtons>
    );
  }
  if (verb === 'edit') {
    return (
      <>
        <MendText>
          <SentenceText sentence={remedy} />
        </MendText>
        <MendButtons>
          <ButtonLink
            size="small"
            variant={variant}
            href={edit?.({ number: change.number })}
          >
            {t(
              aboutTheWindow.includes(guard)
                ? 'change.verb.move'
                : 'change.verb.edit',
            )}
          </ButtonLink>
        </MendButtons>
      </>
    );
  }
  if (verb) {
    return (
      <MendButtons>
        <ActionButton verb={verb} variant={variant} size="small" />
      </MendButtons>
    );
  }
  // Who can approve stands with the approvals.
  if (guard === 'approvals') return null;
  return (
    <>
      {mendedBy.length > 0 && (
        <MendText>
          <SentenceText sentence={remedy} />
        </MendText>
      )}
      <WaitingOn who={who} named={NAMED} />
    </>
  );
}
