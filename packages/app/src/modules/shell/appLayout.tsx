import { SidebarPage } from '@backstage/core-components';
import {
  configApiRef,
  coreExtensionData,
  createExtension,
  createExtensionInput,
  useApi,
} from '@backstage/frontend-plugin-api';
import { ReactNode } from 'react';
import { Helmet } from 'react-helmet';
import { useTexts } from '@countersign/plugin-governance-react';
import { focusMain, MainLandmark } from './MainLandmark';
import classes from './shell.module.css';
import { shellTranslationRef } from './translation';

const CONTENT = 'content';

/** The frame around every page: a way past the navigation, the navigation, and one main landmark. */
export function AppLayout(props: { nav: ReactNode; content: ReactNode }) {
  const { t } = useTexts(shellTranslationRef);
  const title = useApi(configApiRef).getOptionalString('app.title');
  return (
    <>
      {title && <Helmet defaultTitle={title} titleTemplate={`%s · ${title}`} />}
      <a
        className={classes.skip}
        href={`#${CONTENT}`}
        onClick={event => {
          // The part after # belongs to the page.
          event.preventDefault();
          focusMain(document.getElementById(CONTENT));
        }}
      >
        {t('skip')}
      </a>
      <SidebarPage>
        {props.nav}
        <MainLandmark id={CONTENT}>{props.content}</MainLandmark>
      </SidebarPage>
    </>
  );
}

export const appLayout = createExtension({
  name: 'layout',
  attachTo: { id: 'app/root', input: 'children' },
  inputs: {
    nav: createExtensionInput([coreExtensionData.reactElement], {
      singleton: true,
    }),
    content: createExtensionInput([coreExtensionData.reactElement], {
      singleton: true,
    }),
  },
  output: [coreExtensionData.reactElement],
  factory: ({ inputs }) => [
    coreExtensionData.reactElement(
      <AppLayout
        nav={inputs.nav.get(coreExtensionData.reactElement)}
        content={inputs.content.get(coreExtensionData.reactElement)}
      />,
    ),
  ],
});
