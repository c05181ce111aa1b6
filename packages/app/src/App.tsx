import { createApp } from '@backstage/frontend-defaults';
import { IdentityApi } from '@backstage/frontend-plugin-api';
import { namedNotifications } from '@countersign/plugin-governance/notifications';
import { homeModule } from './modules/home';
import { navModule } from './modules/nav';
import { shellModule } from './modules/shell';
import { signedInModule } from './modules/signIn';
import { themeModule } from './modules/theme';
import { plugins } from './plugins';

/** The portal for somebody who is signed in. */
export function createSignedInApp(identity: IdentityApi) {
  return createApp({
    features: [
      ...Object.values(plugins),
      shellModule,
      navModule,
      homeModule,
      namedNotifications,
      signedInModule(identity),
      themeModule,
    ],
  });
}
