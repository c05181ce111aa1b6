import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  RunArtefact,
  RunDetail,
  RunQuestion,
} from '@countersign/plugin-compliance-evidence-common';
import {
  Digest,
  Panel,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { evidenceApiRef } from '../api';
import { answerRouteRef, evidenceRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { ControlRefs } from './ControlRefs';
import styles from './Evidence.module.css';
import { DeliveryBadge, SeverityBadge, SourceBadge } from './looks';
import { counted, DownloadButton, packName, sizeText } from './parts';

/** What each question of the run was answered, the worst first. */
export function AnswersPanel({ detail }: { detail: RunDetail }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { questions, run } = detail;
  return (
    <Panel title={t('run.answers')}>
      {questions.length === 0 && (
        <span className={styles.quiet}>
          {t(
            run.resultRows === undefined
              ? 'run.answersEmpty'
              : 'run.asksNothing',
          )}
        </span>
      )}
      <ul className={styles.lines}>
        {questions.map(question => (
          <AnswerLine
            key={question.name}
            number={run.number}
            question={question}
          />
        ))}
      </ul>
    </Panel>
  );
}

function AnswerLine(props: { number: string; question: RunQuestion }) {
  const { number, question } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const href = useRouteRef(answerRouteRef)?.({
    number,
    question: question.name,
  });
  const isViolated = question.answers === 'violations';
  return (
    <li>
      <span className={styles.grow}>
        <Link href={href}>{question.title}</Link>{' '}
        <ControlRefs controls={question.controls} />
      </span>
      {isViolated && question.rows > 0 && (
        <SeverityBadge severity={question.severity} />
      )}
      <span>
        {t(isViolated ? 'run.violations' : 'run.rows', counted(question.rows))}
      </span>
    </li>
  );
}

/** Where the data of the run comes from: how each source goes, and its evidence. */
export function SourcesPanel({ detail }: { detail: RunDetail }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const evidenceLink = useRouteRef(evidenceRouteRef);
  const { sources, evidence, run } = detail;
  return (
    <Panel title={t('run.evidence')}>
      {sources.length === 0 && (
        <span className={styles.quiet}>{t('run.evidenceEmpty')}</span>
      )}
      <ul className={styles.lines}>
        {sources.map(source => {
          const taken = evidence.find(({ id }) => id === source.evidenceId);
          return (
            <li key={source.name}>
              <span className={styles.grow}>
                {taken ? (
                  <Link
                    href={evidenceLink?.({ number: run.number, id: taken.id })}
                  >
                    {source.title}
                  </Link>
                ) : (
                  source.title
                )}{' '}
                <span className={styles.quiet}>
                  {taken?.sourceSystem ?? source.source}
                </span>
                {source.problem && <div>{source.problem}</div>}
                {taken?.completeness.gaps.map(gap => (
                  <div key={gap}>{gap}</div>
                ))}
              </span>
              <SourceBadge state={source.state} />
              <span className={styles.quiet}>
                {source.rows !== undefined &&
                  `${t('run.rows', counted(source.rows))} · `}
                {sizeText(source.bytes)}
                {source.attempts > 1 &&
                  ` · ${t('run.attempt', {
                    attempt: String(source.attempts),
                  })}`}
                {source.nextAttemptAt && (
                  <>
                    {' · '}
                    <RelativeTime instant={source.nextAttemptAt} />
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** Renderings of single answers: they stand behind the files that a reader looks for first. */
const isOfOneAnswer = ({ path }: RunArtefact) => path.startsWith('for-people/');

/** What came out: the signed pack first, then each file in it that people read. */
export function ArtefactsPanel({ detail }: { detail: RunDetail }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(evidenceApiRef);
  const { artefacts, pack, run, tree } = detail;
  const { number } = run;
  const ofOneAnswer = artefacts.filter(isOfOneAnswer);
  return (
    <Panel title={t('run.artefacts')}>
      {artefacts.length === 0 && !pack && (
        <span className={styles.quiet}>{t('run.artefactsEmpty')}</span>
      )}
      <ul className={styles.lines}>
        {pack && (
          <li>
            <span className={styles.grow}>
              <strong>{t('run.pack')}</strong>
              <div className={styles.row}>
                {sizeText(pack.size)} <Digest value={pack.sha256} />
              </div>
            </span>
            <DownloadButton
              name={packName(number)}
              type="application/zip"
              load={() => api.getPack(number)}
            />
          </li>
        )}
        {artefacts
          .filter(artefact => !isOfOneAnswer(artefact))
          .map(artefact => (
            <ArtefactLine
              key={artefact.path}
              number={number}
              artefact={artefact}
            />
          ))}
      </ul>
      {ofOneAnswer.length > 0 && (
        <details>
          <summary>
            {t('run.ofOneAnswer', { count: ofOneAnswer.length })}
          </summary>
          <ul className={styles.lines}>
            {ofOneAnswer.map(artefact => (
              <ArtefactLine
                key={artefact.path}
                number={number}
                artefact={artefact}
              />
            ))}
          </ul>
        </details>
      )}
      {tree && (
        <div className={styles.row}>
          <span className={styles.quiet}>
            {t('run.root')} · {t('run.rows', counted(tree.size))}
          </span>
          <Digest value={tree.root} />
        </div>
      )}
    </Panel>
  );
}

function ArtefactLine(props: { number: string; artefact: RunArtefact }) {
  const { number, artefact } = props;
  const { path, size, sha256 } = artefact;
  const api = useApi(evidenceApiRef);
  const name = path.split('/').at(-1) ?? path;
  return (
    <li>
      <span className={styles.grow}>
        <code>{name}</code>
        <div className={styles.row}>
          {sizeText(size)} <Digest value={sha256} />
        </div>
      </span>
      <DownloadButton name={name} load={() => api.getArtefact(number, path)} />
    </li>
  );
}

/** Who was sent the pack. */
export function DeliveriesPanel({ detail }: { detail: RunDetail }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { deliveries, phases } = detail;
  if (deliveries.length === 0) return null;
  // Its phase says why: no mail of it waits.
  const isSkipped = phases.some(
    ({ phase, state }) => phase === 'deliver' && state === 'skipped',
  );
  return (
    <Panel title={t('run.deliveries')}>
      <ul className={styles.lines}>
        {deliveries.map(
          ({ recipient, state, sentAt, as, problem, attempts }) => (
            <li key={recipient}>
              <span className={styles.grow}>
                {recipient}
                {problem && <div>{problem}</div>}
              </span>
              <DeliveryBadge
                state={isSkipped && state === 'waiting' ? 'skipped' : state}
              />
              <span className={styles.quiet}>
                {as && t(`run.${as}`)}
                {attempts > 1 &&
                  ` · ${t('run.attempt', { attempt: String(attempts) })}`}
                {sentAt && (
                  <>
                    {' '}
                    <RelativeTime instant={sentAt} />
                  </>
                )}
              </span>
            </li>
          ),
        )}
      </ul>
    </Panel>
  );
}
