import { Button, ButtonIcon, Checkbox, Select } from '@backstage/ui';
import { changeCategories } from '@countersign/plugin-change-management-common';
import { RiCloseLine } from '@remixicon/react';
import { Link } from '@countersign/plugin-governance-common';
import {
  EntityPicker,
  TextInput,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './ChangeForm.module.css';
import { FieldsProps } from './EssentialFields';
import { procedureFields } from './formErrors';
import { ProcedureFields } from './ProcedureFields';

/** What and why in full, and the fields that only some changes need. */
export function MoreFields(props: FieldsProps) {
  const { values, errors, onChange, onTouched } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <>
      <TextInput
        label={t('form.field.description')}
        description={t('form.hint.markdown')}
        value={values.description}
        onChange={description => onChange({ description })}
        onBlur={() => onTouched('description')}
        error={errors.description}
        rows={3}
      />
      {values.type === 'standard' && (
        <ProcedureFields {...props} fields={procedureFields} />
      )}
      <EntityPicker
        label={t('form.field.implementer')}
        kinds={['User']}
        value={values.implementer}
        onChange={implementer => {
          onTouched('implementer');
          onChange({ implementer });
        }}
        single
        error={errors.implementer}
      />
      <TextInput
        label={t('form.field.commit')}
        description={t('form.hint.commit')}
        value={values.commit}
        onChange={commit => onChange({ commit: commit.trim() })}
        onBlur={() => onTouched('commit')}
        error={errors.commit}
        monospace
      />
      <Select
        label={t('form.field.category')}
        options={changeCategories.map(id => ({
          id,
          label: t(`form.category.${id}`),
        }))}
        value={values.category}
        onChange={key => {
          const category = changeCategories.find(id => id === key);
          if (category) onChange({ category });
        }}
      />
      <Checkbox
        isSelected={values.reliabilityFix}
        onChange={reliabilityFix => onChange({ reliabilityFix })}
      >
        {t('form.field.reliabilityFix')}
      </Checkbox>
      <LinkFields
        links={values.links}
        error={errors.links}
        onChange={links => onChange({ links })}
        onBlur={() => onTouched('links')}
      />
    </>
  );
}

function LinkFields(props: {
  links: Link[];
  error?: string;
  onChange(links: Link[]): void;
  onBlur(): void;
}) {
  const { links, error, onChange, onBlur } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const put = (at: number, part: Partial<Link>) =>
    onChange(links.map((link, i) => (i === at ? { ...link, ...part } : link)));
  return (
    <div className={styles.field}>
      {links.map((link, i) => (
        <div key={i} className={styles.link}>
          <TextInput
            label={t('form.field.linkTitle')}
            value={link.title}
            onChange={title => put(i, { title })}
            onBlur={onBlur}
          />
          <TextInput
            label={t('form.field.linkUrl')}
            value={link.url}
            onChange={url => put(i, { url })}
            onBlur={onBlur}
            error={i === links.length - 1 ? error : undefined}
          />
          <ButtonIcon
            variant="tertiary"
            icon={<RiCloseLine />}
            aria-label={t('form.link.remove')}
            onPress={() => onChange(links.filter((_, at) => at !== i))}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          variant="secondary"
          onPress={() => onChange([...links, { title: '', url: '' }])}
        >
          {t('form.link.add')}
        </Button>
      </div>
    </div>
  );
}
