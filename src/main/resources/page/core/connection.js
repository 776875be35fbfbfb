import { Store } from './store.js';

/** How the server is reached: connecting, live (events arrive), polling (asked now and then) or offline. */
export const connection = new Store('connecting');

let heardAt = null;

/** When the server last answered, in milliseconds; null before it ever did. */
export const lastHeard = () => heardAt;

export function reached() {
  heardAt = Date.now();
  if (connection.value !== 'live') connection.value = 'polling';
}

export function lost() {
  connection.value = 'offline';
}

export function live() {
  heardAt = Date.now();
  connection.value = 'live';
}
