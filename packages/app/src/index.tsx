import '@backstage/cli/asset-types';
import '@backstage/ui/css/styles.css';
import ReactDOM from 'react-dom/client';
import { HandOver } from './modules/signIn/HandOver';
import { createSignInServices } from './modules/signIn/services';
import { signedInBefore } from './modules/signIn/signedInBefore';
import { applyThemeEarly } from './modules/theme/applyThemeEarly';
import './modules/theme/tokens.css';

// Before somebody is signed in there is a sign-in page, and nothing of Backstage but what that needs: the app and the
// plugins are five times as big.
const root = ReactDOM.createRoot(document.getElementById('root')!);
const loadPages = () => import('./App');

if (signedInBefore.get()) {
  // Most likely still is: the pages come while the session is looked up. What fails is told to whoever signs in.
  loadPages().catch(() => {});
}
applyThemeEarly();
createSignInServices().then(services =>
  root.render(
    <HandOver
      services={services}
      onSignedIn={async identity => {
        const { createSignedInApp } = await loadPages();
        signedInBefore.set();
        root.render(createSignedInApp(identity).createRoot());
      }}
    />,
  ),
);
