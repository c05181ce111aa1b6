import { palettes } from '@backstage/theme';

/** Deep teal for what can be acted on, ink for the frame, and neutral paper: colour is left to state and risk. */
const navigation = {
  background: '#14242a',
  indicator: '#6fcfc0',
  color: '#b4c3c4',
  selectedColor: '#ffffff',
  navItem: { hoverBackground: '#22373e' },
  submenu: { background: '#22373e' },
};

export const lightPalette = {
  ...palettes.light,
  primary: { main: '#0e5f66' },
  background: { default: '#f6f7f7', paper: '#ffffff' },
  link: '#0b5c78',
  linkHover: '#08455a',
  border: '#dfe4e4',
  tabbar: { indicator: '#0e5f66' },
  navigation,
};

export const darkPalette = {
  ...palettes.dark,
  primary: { main: '#7cd3c6', dark: '#4fb3a5' },
  background: { default: '#11181b', paper: '#1a2226' },
  link: '#86cfe6',
  linkHover: '#b4e2f0',
  border: '#2e3a3f',
  tabbar: { indicator: '#6fcfc0' },
  navigation: { ...navigation, background: '#0c1417' },
};
