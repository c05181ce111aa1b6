import { RootLifecycleService } from '@backstage/backend-plugin-api';
import { DemoState } from '@countersign/plugin-governance-node';
import { HealthWithDemoRecords } from './healthWithDemoRecords';

function portal(demo: Record<string, DemoState>) {
  const hooks: Record<'start' | 'stop', () => void> = {
    start: () => {},
    stop: () => {},
  };
  const lifecycle: RootLifecycleService = {
    addStartupHook: hook => {
      hooks.start = hook;
    },
    addBeforeShutdownHook: hook => {
      hooks.stop = hook;
    },
    addShutdownHook: () => {},
  };
  const health = new HealthWithDemoRecords({
    lifecycle,
    demo: { report: () => {}, all: () => demo },
  });
  return { health, hooks };
}

describe('HealthWithDemoRecords', () => {
  it('is not ready before the start and while it stops', async () => {
    const { health, hooks } = portal({});
    expect((await health.getReadiness()).status).toBe(503);
    hooks.start();
    expect(await health.getReadiness()).toEqual({
      status: 200,
      payload: { status: 'ok' },
    });
    hooks.stop();
    expect((await health.getReadiness()).status).toBe(503);
    expect((await health.getLiveness()).status).toBe(200);
  });

  it('says how far the demo records are, and is ready meanwhile', async () => {
    const making: DemoState = { state: 'making', done: 3, of: 8 };
    const { health, hooks } = portal({ boats: making });
    hooks.start();
    expect(await health.getReadiness()).toEqual({
      status: 200,
      payload: { status: 'ok', demo: { boats: making } },
    });
  });
});
