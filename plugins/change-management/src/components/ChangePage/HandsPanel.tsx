import { Hand, Naming } from '@countersign/plugin-change-management-common';
import {
  ActorLink,
  EntityLink,
  Panel,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { ChangeNumber } from '../ChangeNumber';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';

/** Who did what with the change, and who is named for a duty: none of them approves it. */
export function HandsPanel() {
  const { t } = useTexts(changeManagementTranslationRef);
  const { hands, named } = useChangePage().detail.duties;
  const people = [...new Set([...hands, ...named].map(({ who }) => who))];
  if (!people.length) return null;
  return (
    <Panel title={t('change.section.hands')}>
      <p className={styles.quiet}>{t('change.hands.lead')}</p>
      <ul className={styles.people}>
        {people.map(who => (
          <li key={who}>
            <EntityLink entityRef={who} />
            <ul>
              {hands
                .filter(hand => hand.who === who)
                .map(hand => (
                  <HandLine key={`${hand.as} ${hand.entry}`} hand={hand} />
                ))}
              {named
                .filter(naming => naming.who === who)
                .map(naming => (
                  <NamingLine
                    key={naming.as}
                    naming={naming}
                    acted={hands.some(hand => hand.who === who)}
                  />
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function HandLine(props: { hand: Hand }) {
  const { as, at, entry, from } = props.hand;
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <li>
      {from ? (
        <>
          {t(`change.hands.as.${as}`)} <ChangeNumber number={from} hideCopy />
        </>
      ) : (
        <a href={`#entry-${entry}`}>{t(`change.hands.as.${as}`)}</a>
      )}{' '}
      <span className={styles.quiet}>
        <RelativeTime instant={at} />
      </span>
    </li>
  );
}

function NamingLine(props: { naming: Naming; acted: boolean }) {
  const { as, by, who } = props.naming;
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <li>
      {t(`change.hands.named.${as}`)}
      {by !== who && (
        <>
          {', '}
          {t('change.hands.by')} <ActorLink actor={by} />
        </>
      )}
      {!props.acted && (
        <span className={styles.quiet}> · {t('change.hands.notYet')}</span>
      )}
    </li>
  );
}
