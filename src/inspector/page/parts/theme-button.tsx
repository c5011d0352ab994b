import type { JSX } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

const THEMES = ['auto', 'light', 'dark'] as const;

/** Switches between the theme of the system, light and dark, and remembers it. */
export function ThemeButton(): JSX.Element {
  const [theme, setTheme] = useState(remembered);
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    try {
      localStorage.setItem('throughline-theme', theme);
    } catch {} // a file that was saved may have no storage
  }, [theme]);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto';
  return (
    <button type="button" class="button" onClick={() => setTheme(next)}>
      Theme: {theme}
    </button>
  );
}

function remembered(): (typeof THEMES)[number] {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem('throughline-theme')) ?? 'auto';
  } catch {
    return 'auto';
  }
}
