import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { HomePageLayoutBlueprint } from '@backstage/plugin-home-react/alpha';
import { visitListener } from './VisitListener';

const layout = HomePageLayoutBlueprint.make({
  params: { loader: () => import('./HomeLayout').then(m => m.HomeLayout) },
});

export const homeModule = createFrontendModule({
  pluginId: 'home',
  extensions: [layout, visitListener],
});
