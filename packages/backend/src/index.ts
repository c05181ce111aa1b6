import { createBackend } from '@backstage/backend-defaults';
import { features } from './features';

const backend = createBackend();
for (const feature of features) {
  backend.add(feature);
}

backend.start().catch(error => {
  // Backstage logs it and stays, half started; whoever runs the portal is to hear of it, and may start it again.
  console.error(error);
  process.exit(1);
});
