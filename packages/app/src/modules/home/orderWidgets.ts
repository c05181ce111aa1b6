import { HomePageWidgetData } from '@backstage/plugin-home-react/alpha';

/** What a person on call looks at first. */
const before = ['search', 'inbox', 'openincidents'];

/** Backstage's own widgets come after those of the family, which say what has to be done. */
const after = ['starred', 'notification', 'recently', 'most'];

const placeAmong = (words: string[], { name = '' }: HomePageWidgetData) =>
  words.findIndex(word => name.toLowerCase().includes(word));

const rank = (widget: HomePageWidgetData) => {
  const first = placeAmong(before, widget);
  return first < 0 ? placeAmong(after, widget) + 1 : first - before.length;
};

/** Search, what waits for the user and what is broken; then the family's other widgets as they come, then the user's own trails. */
export function orderWidgets(
  widgets: HomePageWidgetData[],
): HomePageWidgetData[] {
  return [...widgets].sort((a, b) => rank(a) - rank(b));
}

const COLUMNS = 12;

/** True for a widget that is made for a whole row. */
export function spansThePage(widget: HomePageWidgetData): boolean {
  return (
    placeAmong(['search'], widget) === 0 ||
    (widget.layout?.width?.defaultColumns ?? 0) >= COLUMNS
  );
}
