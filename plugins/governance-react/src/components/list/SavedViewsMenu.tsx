import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  Menu,
  MenuItem,
  MenuSection,
  MenuSeparator,
  MenuTrigger,
} from '@backstage/ui';
import {
  RiBookmarkLine,
  RiCheckLine,
  RiDeleteBinLine,
  RiPushpinLine,
  RiSaveLine,
} from '@remixicon/react';
import { lazy, Suspense, useState } from 'react';
import { useSavedViews } from '../../hooks/useSavedViews';
import { governanceTranslationRef } from '../../translation';
import { useTexts } from '../../hooks/useTexts';

const SaveViewDialog = lazy(() =>
  import('./SaveViewDialog').then(m => ({ default: m.SaveViewDialog })),
);

/** The views of a list: those that come with it, and those that the reader saved. */
export function SavedViewsMenu(props: {
  /** Names the list, such as `changes`. */
  list: string;
  /** What the list shows now, as the query of an address; without a page. */
  search: string;
  /** Views that come with the list, beside the one that shows all. */
  builtIn?: { name: string; search: string }[];
  onChoose(search: string): void;
}) {
  const { list, search, builtIn = [], onChoose } = props;
  const { t } = useTexts(governanceTranslationRef);
  const toastApi = useApi(toastApiRef);
  const saved = useSavedViews(list);
  const [saving, setSaving] = useState(false);

  const given = [{ name: t('list.views.all'), search: '' }, ...builtIn];
  const current = saved.views.find(view => view.search === search);
  const shown = current ?? given.find(view => view.search === search);
  const keep = (work: Promise<void>) =>
    work.catch(() =>
      toastApi.post({ title: t('list.views.failed'), status: 'danger' }),
    );
  const item = (view: { name: string; search: string }, label = view.name) => (
    <MenuItem
      key={view.name}
      textValue={label}
      iconStart={view === shown ? <RiCheckLine /> : <span />}
      onAction={() => onChoose(view.search)}
    >
      {label}
    </MenuItem>
  );
  return (
    <>
      <MenuTrigger>
        <Button size="small" variant="secondary" iconStart={<RiBookmarkLine />}>
          {shown ? shown.name : t('list.views.label')}
        </Button>
        <Menu>
          <MenuSection title={t('list.views.label')}>
            {given.map(view => item(view))}
          </MenuSection>
          {saved.views.length > 0 && (
            <MenuSection title={t('list.views.saved')}>
              {saved.views.map(view =>
                item(
                  view,
                  view === saved.standard
                    ? t('list.views.standardOf', { name: view.name })
                    : view.name,
                ),
              )}
            </MenuSection>
          )}
          <MenuSeparator />
          {!current && (
            <MenuItem
              iconStart={<RiSaveLine />}
              onAction={() => setSaving(true)}
            >
              {t('list.views.save')}
            </MenuItem>
          )}
          {current && (
            <MenuItem
              iconStart={<RiPushpinLine />}
              onAction={() =>
                keep(
                  saved.setStandard(
                    current === saved.standard ? undefined : current.name,
                  ),
                )
              }
            >
              {t(
                current === saved.standard
                  ? 'list.views.unsetStandard'
                  : 'list.views.setStandard',
              )}
            </MenuItem>
          )}
          {current && (
            <MenuItem
              iconStart={<RiDeleteBinLine />}
              color="danger"
              onAction={() => keep(saved.remove(current.name))}
            >
              {t('list.views.remove', { name: current.name })}
            </MenuItem>
          )}
        </Menu>
      </MenuTrigger>
      {saving && (
        <Suspense fallback={null}>
          <SaveViewDialog
            taken={saved.views.map(({ name }) => name)}
            onCancel={() => setSaving(false)}
            onSave={async (name, asStandard) => {
              setSaving(false);
              await keep(saved.save({ name, search }, { asStandard }));
            }}
          />
        </Suspense>
      )}
    </>
  );
}
