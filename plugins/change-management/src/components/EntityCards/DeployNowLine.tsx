import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import { ConfigurationItemResponse } from '@countersign/plugin-change-management-common';
import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiErrorWarningFill,
} from '@remixicon/react';
import {
  absoluteTime,
  AsyncContent,
  SentenceText,
  shortTime,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { useNewChangeLink } from '../../hooks/useNewChangeLink';
import { changeRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { ChangeNumber } from '../ChangeNumber';
import { phraseOf } from '@countersign/plugin-governance-common';
import styles from './EntityCards.module.css';
import { useConfigurationItem } from './useConfigurationItem';

const answerIcons = {
  yes: RiCheckboxCircleFill,
  no: RiCloseCircleFill,
  'change-needed': RiErrorWarningFill,
};

/** What change management says to "Can I deploy now?", in one sentence. */
export function DeployNowLine(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const item = useConfigurationItem(entityRef);
  return (
    <AsyncContent what={t('cards.deploy.what')} rows={2} result={item}>
      {({ deployNow }) => (
        <div className={styles.deployLine}>
          <Answer deployNow={deployNow} entityRef={entityRef} />
        </div>
      )}
    </AsyncContent>
  );
}

function Answer(props: {
  deployNow: ConfigurationItemResponse['deployNow'];
  entityRef: string;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { answer, change, freeze, nextWindow } = props.deployNow;
  const { conditions = [] } = props.deployNow;
  const newChangeLink = useNewChangeLink();
  const changeRef = useRouteRef(changeRouteRef);
  const changeHref = change && changeRef?.({ number: change });
  const Icon = answerIcons[answer];
  const href = newChangeLink({ item: props.entityRef });
  return (
    <>
      <div className={styles.answer}>
        <Icon
          size={28}
          className={styles[answer]}
          role="img"
          aria-label={t(`cards.deploy.${answer}`)}
        />
        <span>
          <SentenceText
            sentence={phraseOf('sentence', props.deployNow) ?? ''}
          />
        </span>
      </div>
      {conditions.length > 0 && (
        <ul className={styles.conditions}>
          {conditions.map(condition => (
            <li key={condition.id}>
              <SentenceText sentence={phraseOf('text', condition) ?? ''} />
              {condition.mendedBy.length > 0 && (
                <div className={styles.remedy}>
                  <SentenceText
                    sentence={phraseOf('remedy', condition) ?? ''}
                  />
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {answer === 'no' && change && changeHref && (
        <div>
          <ButtonLink size="small" variant="secondary" href={changeHref}>
            {t('cards.deploy.openChange', { number: change })}
          </ButtonLink>
        </div>
      )}
      {freeze && !conditions.some(({ guard }) => guard === 'freeze') && (
        <div className={styles.line}>
          <Text color="secondary">{t('cards.deploy.freeze')}</Text>
          <span title={absoluteTime(freeze.until)}>
            {t('cards.deploy.freezeUntil', {
              title: freeze.title,
              until: shortTime(freeze.until, Date.now()),
            })}
          </span>
        </div>
      )}
      {nextWindow && (
        <div className={styles.line}>
          <Text color="secondary">{t('cards.deploy.next')}</Text>
          <WindowText window={nextWindow.window} />
          {nextWindow.change !== change && (
            <ChangeNumber number={nextWindow.change} hideCopy />
          )}
        </div>
      )}
      {answer === 'change-needed' && href && (
        <div>
          <ButtonLink size="small" variant="secondary" href={href}>
            {t('cards.deploy.open')}
          </ButtonLink>
        </div>
      )}
    </>
  );
}
