import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { logSourcesExtensionPoint } from '@countersign/plugin-service-logs-node';
import { FileLogSource } from './FileLogSource';
import { Unpacked } from './files/Unpacked';
import { MinuteIndex } from './index/MinuteIndex';
import { ScanPool } from './index/ScanPool';
import { readSettings } from './settings';

/** Two scan as fast as most disks read. */
const THREADS = 2;

/** Logs in files: wiring only. */
export const serviceLogsFileModule = createBackendModule({
  pluginId: 'service-logs',
  moduleId: 'file',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        sources: logSourcesExtensionPoint,
      },
      async init({ config, lifecycle, sources }) {
        const settings = readSettings(config);
        const unpacked = new Unpacked(settings.unpackedBytes);
        const pool = new ScanPool(THREADS);
        const index = new MinuteIndex(pool);
        for (const source of settings.sources) {
          sources.addSource(new FileLogSource(source, { unpacked, index }));
        }
        lifecycle.addShutdownHook(async () => {
          await pool.close();
          await unpacked.close();
        });
      },
    });
  },
});
