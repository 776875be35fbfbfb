import { svg } from 'lit';

const icon = paths => svg`<svg viewBox="0 0 24 24" width="16" height="16" fill="none" stroke="currentColor" stroke-width="2"
  stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${paths}</svg>`;

/** Drawn on a grid of 24, in the colour of the text beside them. */
export const icons = {
  queued: icon(svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>`),
  running: icon(svg`<path d="M12 3a9 9 0 1 1-9 9"/><path d="M10 9l5 3-5 3z" fill="currentColor"/>`),
  pausing: icon(svg`<path d="M9 6v12M15 6v12"/>`),
  paused: icon(svg`<path d="M9 6v12M15 6v12"/>`),
  cancelling: icon(svg`<circle cx="12" cy="12" r="9"/><path d="M8 12h8"/>`),
  succeeded: icon(svg`<path d="M5 12.500l4.500 4.500L19 7.500"/>`),
  failed: icon(svg`<path d="M12 8v5M12 16.500v.01"/><path d="M10.300 4l-7.500 13a2 2 0 0 0 1.700 3h15a2 2 0 0 0 1.700-3L13.700 4a2 2 0 0 0-3.400 0z"/>`),
  cancelled: icon(svg`<circle cx="12" cy="12" r="9"/><path d="M6 18L18 6"/>`),
  pause: icon(svg`<path d="M9 6v12M15 6v12"/>`),
  play: icon(svg`<path d="M8 5l11 7-11 7z"/>`),
  stop: icon(svg`<rect x="6" y="6" width="12" height="12" rx="1.500"/>`),
  fork: icon(svg`<circle cx="6" cy="5" r="2"/><circle cx="18" cy="5" r="2"/><circle cx="12" cy="19" r="2"/><path d="M6 7v2a4 4 0 0 0 4 4h4a4 4 0 0 0 4-4V7M12 13v4"/>`),
  trash: icon(svg`<path d="M4 7h16M10 4h4M6.500 7l1 12.500h9l1-12.500M10 11v5M14 11v5"/>`),
  download: icon(svg`<path d="M12 4v11M7.500 11L12 15.500 16.500 11M5 20h14"/>`),
  copy: icon(svg`<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15V6a2 2 0 0 1 2-2h8"/>`),
  pencil: icon(svg`<path d="M5 19l1-4L16.500 4.500a2 2 0 0 1 3 3L9 18z"/>`),
  plus: icon(svg`<path d="M12 5v14M5 12h14"/>`),
  close: icon(svg`<path d="M6 6l12 12M18 6L6 18"/>`),
  search: icon(svg`<circle cx="11" cy="11" r="6.500"/><path d="M16 16l4.500 4.500"/>`),
  left: icon(svg`<path d="M14.500 6L8.500 12l6 6"/>`),
  right: icon(svg`<path d="M9.500 6l6 6-6 6"/>`),
  down: icon(svg`<path d="M6 9.500l6 6 6-6"/>`),
  up: icon(svg`<path d="M6 14.500l6-6 6 6"/>`),
  chip: icon(svg`<rect x="6" y="6" width="12" height="12" rx="2"/><path d="M10 2v4M14 2v4M10 18v4M14 18v4M2 10h4M2 14h4M18 10h4M18 14h4"/>`),
  curves: icon(svg`<path d="M4 4v14a2 2 0 0 0 2 2h14"/><path d="M8 8c2 6 5 8 11 8M8 15c3-5 6-7 11-8"/>`),
  image: icon(svg`<rect x="4" y="5" width="16" height="14" rx="2"/><circle cx="9" cy="10" r="1.500"/><path d="M5 18l5-5 3 3 2.500-2.500L20 18"/>`),
  offline: icon(svg`<path d="M4 4l16 16M5 12.500a10 10 0 0 1 4-2.300M13.500 9.700A10 10 0 0 1 19 12.500M8.500 16a5 5 0 0 1 7 0M12 19.500v.01"/>`),
  warning: icon(svg`<path d="M12 8v5M12 16.500v.01"/><path d="M10.300 4l-7.500 13a2 2 0 0 0 1.700 3h15a2 2 0 0 0 1.700-3L13.700 4a2 2 0 0 0-3.400 0z"/>`),
  info: icon(svg`<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8v.01"/>`),
  auto: icon(svg`<circle cx="12" cy="12" r="8.500"/><path d="M12 3.500a8.500 8.500 0 0 1 0 17z" fill="currentColor"/>`),
  light: icon(svg`<circle cx="12" cy="12" r="4"/><path d="M12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400"/>`),
  dark: icon(svg`<path d="M20 14.500A8.500 8.500 0 1 1 9.500 4a7 7 0 0 0 10.500 10.500z"/>`),
  dice: icon(svg`<rect x="4" y="4" width="16" height="16" rx="3"/><path d="M9 9v.01M15 15v.01M12 12v.01M15 9v.01M9 15v.01"/>`),
};
