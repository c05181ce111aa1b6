import {
  Button,
  Dialog,
  DialogBody,
  DialogHeader,
  Select,
} from '@backstage/ui';
import {
  Code,
  CopyButton,
  TextInput,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  DEFINITION_VERSION,
  LogMetricDefinition,
  logMetricDefinitionSchema,
  writeDefinition,
  writeMetricSource,
} from '@countersign/plugin-service-logs-common';
import { inWords } from '@countersign/plugin-governance-common';
import { useState } from 'react';
import { serviceLogsTranslationRef } from '../../translation';
import { Asked } from './asked';
import styles from './LogView.module.css';

/** What of a metric is typed, as it is typed. */
interface Typed {
  name: string;
  type: 'counter' | 'distribution';
  value: string;
  unit: string;
  edges: string;
}

const nothing: Typed = {
  ...{ name: '', type: 'counter' },
  ...{ value: '', unit: '', edges: '' },
};

/**
 * Makes of what is asked a metric as code, which objectives and reports count by. It is written down rather than kept: what a
 * promise is measured by is reviewed, as the promise is.
 */
export function MetricButton(props: {
  asked: Asked;
  /** Whether the metric has to say which source it is of. */
  namesSource: boolean;
  /** Names that the entity's metrics have already. */
  taken: readonly string[];
}) {
  const { t } = useTexts(serviceLogsTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" variant="secondary" onPress={() => setOpen(true)}>
        {t('metric.button')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} width={620}>
        <DialogHeader>{t('metric.title')}</DialogHeader>
        <DialogBody>{isOpen && <Metric {...props} />}</DialogBody>
      </Dialog>
    </>
  );
}

function Metric(props: Parameters<typeof MetricButton>[0]) {
  const { t } = useTexts(serviceLogsTranslationRef);
  const [typed, setTyped] = useState(nothing);
  const type = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const { metric, problems } = read(typed, props);
  const isTaken = props.taken.includes(typed.name);
  const isDistribution = typed.type === 'distribution';
  return (
    <div className={styles.metric}>
      <p>{t('metric.about')}</p>
      <TextInput
        label={t('metric.name')}
        description={t('metric.nameHint')}
        value={typed.name}
        onChange={name => type({ name })}
        error={isTaken ? t('metric.taken') : typed.name && problems.name}
        isRequired
      />
      <Select
        size="small"
        label={t('metric.type')}
        options={[
          { id: 'counter', label: t('metric.counter') },
          { id: 'distribution', label: t('metric.distribution') },
        ]}
        value={typed.type}
        onChange={key =>
          type({ type: key === 'distribution' ? key : 'counter' })
        }
      />
      {isDistribution && (
        <>
          <TextInput
            label={t('metric.value')}
            description={t('metric.valueHint')}
            value={typed.value}
            onChange={value => type({ value })}
            error={typed.value && problems.value}
            isRequired
          />
          <TextInput
            label={t('metric.edges')}
            description={t('metric.edgesHint')}
            value={typed.edges}
            onChange={edges => type({ edges })}
            error={typed.edges && problems.buckets}
            isRequired
          />
          <TextInput
            label={t('metric.unit')}
            value={typed.unit}
            onChange={unit => type({ unit })}
            error={problems.unit}
          />
        </>
      )}
      {metric && !isTaken && (
        <>
          <Written label={t('metric.file')} text={writeDefinition(metric)} />
          <Written
            label={t('metric.objective')}
            text={writeMetricSource(metric)}
          />
        </>
      )}
    </div>
  );
}

function Written({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <div className={styles.written}>
        <span>{label}</span>
        <CopyButton text={text} name={label} />
      </div>
      <Code text={text} label={label} />
    </div>
  );
}

/** The metric, or what is wrong with what is typed, by field. */
function read(
  { name, type, value, unit, edges }: Typed,
  { asked, namesSource }: { asked: Asked; namesSource: boolean },
): { metric?: LogMetricDefinition; problems: Record<string, string> } {
  const { success, data, error } = logMetricDefinitionSchema.safeParse(
    {
      apiVersion: DEFINITION_VERSION,
      kind: 'LogMetric',
      metadata: { name },
      spec: {
        entity: asked.entityRef,
        ...(namesSource && { source: asked.source }),
        filter: asked.filter,
        type,
        ...(type === 'distribution' && {
          value: value.trim(),
          ...(unit.trim() && { unit: unit.trim() }),
          buckets: edges
            .split(/[\s,;]+/)
            .filter(Boolean)
            .map(Number),
        }),
      },
    },
    inWords,
  );
  if (success) return { metric: data, problems: {} };
  const problems: Record<string, string> = {};
  for (const { path, message } of error.issues) {
    problems[String(path[1])] ??= message;
  }
  return { problems };
}
