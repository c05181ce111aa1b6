import { ThemeBlueprint } from '@backstage/plugin-app-react';
import {
  createUnifiedTheme,
  genPageTheme,
  UnifiedThemeProvider,
} from '@backstage/theme';
import { RiMoonLine, RiSunLine } from '@remixicon/react';
import { darkPalette, lightPalette } from './palette';

/** One quiet band for every kind of page: pages of the older kind have a coloured header. */
const pageTheme = Object.fromEntries(
  [
    ...['home', 'documentation', 'tool', 'service', 'website', 'library'],
    ...['other', 'app', 'apis', 'card'],
  ].map(page => [
    page,
    genPageTheme({ colors: ['#14363c', '#17474d'], shape: 'none' }),
  ]),
);

/** That of @backstage/ui, so that old and new components read alike. */
const fontFamily = 'system-ui, sans-serif';

/** What a search finds may be a path without a space, which made its page scroll sideways on a phone. */
const components = {
  MuiListItemText: {
    styleOverrides: { root: { overflowWrap: 'anywhere' as const } },
  },
};

const light = createUnifiedTheme({
  fontFamily,
  components,
  palette: lightPalette,
  defaultPageTheme: 'home',
  pageTheme,
});

const dark = createUnifiedTheme({
  fontFamily,
  components,
  palette: darkPalette,
  defaultPageTheme: 'home',
  pageTheme,
});

export const lightTheme = ThemeBlueprint.make({
  name: 'light',
  params: {
    theme: {
      id: 'light',
      title: 'Light',
      variant: 'light',
      icon: <RiSunLine size={20} />,
      Provider: ({ children }) => (
        <UnifiedThemeProvider theme={light}>{children}</UnifiedThemeProvider>
      ),
    },
  },
});

export const darkTheme = ThemeBlueprint.make({
  name: 'dark',
  params: {
    theme: {
      id: 'dark',
      title: 'Dark',
      variant: 'dark',
      icon: <RiMoonLine size={20} />,
      Provider: ({ children }) => (
        <UnifiedThemeProvider theme={dark}>{children}</UnifiedThemeProvider>
      ),
    },
  },
});
