import { HomePageWidgetData } from '@backstage/plugin-home-react/alpha';
import { orderWidgets, spansThePage } from './orderWidgets';

const widget = (name: string, defaultColumns?: number) =>
  ({ name, layout: { width: { defaultColumns } } } as HomePageWidgetData);

describe('orderWidgets', () => {
  it('puts what has to be done before where the user has been', () => {
    const names = [
      'HomePageRecentlyVisited',
      'HomePageStarredEntities',
      'OverdueDrills',
      'OpenIncidents',
      'HomePageSearchBar',
      'Inbox',
    ];
    expect(
      orderWidgets(names.map(name => widget(name))).map(w => w.name),
    ).toEqual([
      'HomePageSearchBar',
      'Inbox',
      'OpenIncidents',
      'OverdueDrills',
      'HomePageStarredEntities',
      'HomePageRecentlyVisited',
    ]);
  });

  it('gives a whole row to search and to widgets made for one', () => {
    expect(spansThePage(widget('HomePageSearchBar'))).toBe(true);
    expect(spansThePage(widget('Calendar', 12))).toBe(true);
    expect(spansThePage(widget('Small', 4))).toBe(false);
  });
});
