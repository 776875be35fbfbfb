import { Store } from './store.js';

/** The place in the page: `parts` of the path behind the #, and the query behind its ?. */
export const route = new Store(parse());

function parse() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  return {
    parts: path.split('/').filter(Boolean).map(decodeURIComponent),
    query: new URLSearchParams(query ?? ''),
  };
}

addEventListener('hashchange', () => { route.value = parse(); });

export const to = (...parts) => '#/' + parts.map(encodeURIComponent).join('/');

export function go(hash) {
  location.hash = hash;
}

/** Changes the query in place, without a step in the history. */
export function replaceQuery(query) {
  const text = query.toString();
  history.replaceState(null, '', location.hash.split('?')[0] + (text ? '?' + text : '') || '#/');
  route.value = parse();
}
