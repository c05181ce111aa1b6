import {
  Alert,
  Button,
  SearchField,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { RedactedPlan } from '@countersign/plugin-change-management-common';
import { useMemo, useState } from 'react';
import { useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './Plan.module.css';
import { filterResources, shownActionOf, shownActions } from './planFilter';
import { PlanActions } from './PlanActions';
import { PlanResource } from './PlanResource';

/** Plans up to this many resources are shown open. */
const OPEN_AT_MOST = 8;
/** How many resources are drawn at first, and with each press on "more". */
const PAGE = 50;

/** A plan: created, changed, replaced and destroyed, filtered and folded when it is large. */
export function PlanView(props: { plan: RedactedPlan }) {
  const { plan } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const [actions, setActions] = useState<ReadonlySet<string>>(new Set());
  const [text, setText] = useState('');
  const [shown, setShown] = useState(PAGE);
  const all = useMemo(
    () => filterResources(plan.resources, new Set(), ''),
    [plan],
  );
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () =>
      new Set(all.length <= OPEN_AT_MOST ? all.map(r => r.address) : undefined),
  );
  const found = useMemo(
    () => filterResources(plan.resources, actions, text),
    [plan, actions, text],
  );
  const present = shownActions.filter(action => plan.counts[action]);
  const large = all.length > 3;
  const toggle = (address: string, isOpen: boolean) =>
    setOpen(previous => {
      if (previous.has(address) === isOpen) return previous;
      const next = new Set(previous);
      if (isOpen) next.add(address);
      else next.delete(address);
      return next;
    });

  return (
    <>
      {!plan.applyable && (
        <Alert status="warning" icon title={t('change.plan.notApplyable')} />
      )}
      {!plan.complete && (
        <Alert status="warning" icon title={t('change.plan.incomplete')} />
      )}
      {large && (
        <div className={styles.tools}>
          <div className={styles.search}>
            <SearchField
              size="small"
              aria-label={t('change.plan.filter')}
              placeholder={t('change.plan.filterPlaceholder')}
              value={text}
              onChange={setText}
            />
          </div>
          <ToggleButtonGroup
            aria-label={t('change.plan.actions')}
            selectionMode="multiple"
            selectedKeys={actions}
            onSelectionChange={keys =>
              setActions(new Set([...keys].map(String)))
            }
          >
            {present.map(action => (
              <ToggleButton key={action} id={action} size="small">
                {`${t(`change.plan.${action}`)} ${plan.counts[action]}`}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <Button
            size="small"
            variant="tertiary"
            onPress={() =>
              setOpen(
                new Set(
                  open.size ? [] : found.slice(0, shown).map(r => r.address),
                ),
              )
            }
          >
            {t(open.size ? 'change.plan.collapseAll' : 'change.plan.expandAll')}
          </Button>
        </div>
      )}
      {found.length === 0 && all.length > 0 && (
        <p className={styles.quiet}>{t('change.plan.noMatch')}</p>
      )}
      <div className={styles.resources}>
        {found.slice(0, shown).map(resource => {
          const action = shownActionOf(resource);
          return (
            action && (
              <PlanResource
                key={resource.address}
                resource={resource}
                action={action}
                isOpen={open.has(resource.address)}
                onToggle={isOpen => toggle(resource.address, isOpen)}
              />
            )
          );
        })}
      </div>
      {found.length > shown && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => setShown(shown + PAGE)}
        >
          {t('change.plan.more', {
            n: String(Math.min(PAGE, found.length - shown)),
          })}
        </Button>
      )}
      <PlanActions actions={plan.actions ?? []} />
      {plan.outputs.length > 0 && (
        <p className={styles.quiet}>
          {t('change.plan.outputs')}:{' '}
          {plan.outputs.map(output => output.name).join(', ')}
        </p>
      )}
      {plan.unmapped.length > 0 && (
        <details className={styles.quiet}>
          <summary>
            {t('change.plan.unmapped')} {plan.unmapped.length}
          </summary>
          <ul>
            {plan.unmapped.map(address => (
              <li key={address}>
                <code>{address}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
