import { Store } from './store.js';

/** auto, light or dark; kept in this browser. */
export const theme = new Store(document.documentElement.dataset.theme ?? 'auto');

const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };

export function nextTheme() {
  const chosen = NEXT[theme.value];
  localStorage.setItem('trainyard.theme', chosen);
  document.documentElement.dataset.theme = chosen;
  theme.value = chosen;
}

/** Calls back when the colours change, by choice or by the system. */
export function followColours(follower) {
  const media = matchMedia('(prefers-color-scheme: dark)');
  media.addEventListener('change', follower);
  const stop = theme.follow(follower);
  return () => {
    media.removeEventListener('change', follower);
    stop();
  };
}

/** A colour of the style sheet as a canvas understands it. */
export function colour(token) {
  const probe = document.createElement('i');
  probe.style.color = `var(--${token})`;
  document.body.append(probe);
  const computed = getComputedStyle(probe).color;
  probe.remove();
  return computed;
}
