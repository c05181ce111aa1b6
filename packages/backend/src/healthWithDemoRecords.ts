import {
  coreServices,
  createServiceFactory,
  RootHealthService,
  RootLifecycleService,
} from '@backstage/backend-plugin-api';
import {
  DemoProgress,
  demoProgressServiceRef,
} from '@countersign/plugin-governance-node';

type Health = Awaited<ReturnType<RootHealthService['getReadiness']>>;

const alive: Health = { status: 200, payload: { status: 'ok' } };

const notReady = (message: string): Health => ({
  status: 503,
  payload: { status: 'error', message },
});

/** Backstage's own health, and where there are demo records, how far they are: a portal is ready while they come. */
export class HealthWithDemoRecords implements RootHealthService {
  readonly #demo: DemoProgress;
  #state: 'starting' | 'up' | 'stopping' = 'starting';

  constructor(options: {
    lifecycle: RootLifecycleService;
    demo: DemoProgress;
  }) {
    this.#demo = options.demo;
    options.lifecycle.addStartupHook(() => {
      this.#state = 'up';
    });
    options.lifecycle.addBeforeShutdownHook(() => {
      this.#state = 'stopping';
    });
  }

  async getLiveness(): Promise<Health> {
    return alive;
  }

  async getReadiness(): Promise<Health> {
    if (this.#state === 'starting') {
      return notReady('Backend has not started yet');
    }
    if (this.#state === 'stopping') return notReady('Backend is shutting down');
    const demo = this.#demo.all();
    return Object.keys(demo).length
      ? { status: 200, payload: { status: 'ok', demo: { ...demo } } }
      : alive;
  }
}

export const healthWithDemoRecords = createServiceFactory({
  service: coreServices.rootHealth,
  deps: {
    lifecycle: coreServices.rootLifecycle,
    demo: demoProgressServiceRef,
  },
  factory: options => new HealthWithDemoRecords(options),
});
