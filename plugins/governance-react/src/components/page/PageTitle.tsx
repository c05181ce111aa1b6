import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Helmet } from 'react-helmet';

/** What the browser's tab, its history and bookmarks call the page: "CHG0000067 · Raise the storage limit · Portal". */
export function PageTitle(props: { title: string }) {
  const app = useApi(configApiRef).getOptionalString('app.title');
  return (
    <Helmet
      title={props.title}
      titleTemplate={app ? `%s · ${app}` : undefined}
    />
  );
}
