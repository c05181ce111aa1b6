import { ApiHolder } from '@backstage/frontend-plugin-api';
import { FakeDrills } from '../__testUtils__/FakeDrills';
import { loadRelated } from './related';

const related = (drills: FakeDrills, number: string) => {
  const apis: ApiHolder = {
    get: ({ id }) => (id.includes('drills') ? drills : undefined) as never,
  };
  return loadRelated({ apis, number, signal: new AbortController().signal });
};

describe('what drills have to a change', () => {
  it('are its drills, or the experiments that it permits', async () => {
    const api = new FakeDrills().open();
    const [drill] = (await api.listDrills({})).items;
    expect(await related(api, drill.change!)).toMatchObject([
      { record: drill.number, title: drill.title },
    ]);
    api.permitted = [{ name: 'latency', title: 'Slow answers' }];
    expect(await related(api, 'CHG0000099')).toMatchObject([{ id: 'latency' }]);
  });
});
