/**
 * Light or dark as it was chosen in the settings, or else as the system has it, for what is shown before the app and its
 * themes are there.
 */
export function applyThemeEarly(): void {
  const chosen = window.localStorage.getItem('theme');
  const isDark =
    chosen === 'dark' ||
    (chosen !== 'light' &&
      window.matchMedia?.('(prefers-color-scheme: dark)').matches);
  document.body.setAttribute('data-theme-mode', isDark ? 'dark' : 'light');
  document.body.setAttribute('data-theme-name', 'backstage');
}
