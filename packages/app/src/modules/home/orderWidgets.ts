import { HomePageWidgetData } from '@backstage/plugin-home-react/alpha';

/** Backstage's own widgets come after those of the family, which say what has to be done. */
const after = ['starred', 'notification', 'recently', 'most'];

const rank = ({ name = '' }: HomePageWidgetData) => {
  if (/search/i.test(name)) {
    return -2;
  }
  return after.findIndex(word => name.toLowerCase().includes(word));
};

/** Search first, then the family's widgets in the order they come, then the user's own trails. */
export function orderWidgets(
  widgets: HomePageWidgetData[],
): HomePageWidgetData[] {
  return [...widgets].sort((a, b) => rank(a) - rank(b));
}

const COLUMNS = 12;

/** True for a widget that is made for a whole row. */
export function spansThePage(widget: HomePageWidgetData): boolean {
  return (
    rank(widget) === -2 ||
    (widget.layout?.width?.defaultColumns ?? 0) >= COLUMNS
  );
}
