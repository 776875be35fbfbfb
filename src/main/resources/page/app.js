import { html, nothing } from 'lit';
import { connection, lastHeard } from './core/connection.js';
import { define, Element } from './core/element.js';
import * as format from './core/format.js';
import { refreshAll, start } from './core/live.js';
import { route, to } from './core/router.js';
import { Follow } from './core/store.js';
import { nextTheme, theme } from './core/theme.js';
import './jobs/jobs-page.js';
import { icons } from './ui/icons.js';
import './ui/toast.js';

/** Each place of the page: its title, and what draws it. Only the first view's modules are loaded at once. */
const PLACES = {
  jobs: ({ parts }) => parts[1]
    ? view(() => import('./job/job-page.js'), html`<ty-job-page .id=${parts[1]} .tab=${parts[2] ?? 'curves'}></ty-job-page>`)
    : html`<ty-jobs-page></ty-jobs-page>`,
  compare: ({ query }) => view(() => import('./compare/compare-page.js'),
    html`<ty-compare-page .ids=${query.get('ids') ?? ''}></ty-compare-page>`),
  new: ({ query }) => view(() => import('./new-job/new-job-page.js'),
    html`<ty-new-job-page .from=${query.get('from') ?? ''}></ty-new-job-page>`),
  datasets: ({ parts }) => view(() => import('./datasets/datasets-page.js'),
    html`<ty-datasets-page .id=${parts[1] ?? ''}></ty-datasets-page>`),
};

const NAVIGATION = [['jobs', 'Jobs', '#/'], ['datasets', 'Data sets', to('datasets')]];
const CONNECTIONS = {
  connecting: ['idle', 'Connecting'], live: ['good', 'Live'], polling: ['busy', 'Connected'], offline: ['bad', 'No answer'],
};

/** Loads a place's modules; the element draws itself as soon as they are there. */
function view(load, template) {
  load().catch(() => refreshAll());
  return template;
}

class App extends Element {
  #route = new Follow(this, route);
  #connection = new Follow(this, connection);
  #theme = new Follow(this, theme);

  connectedCallback() {
    super.connectedCallback();
    route.follow(() => this.#arrive());
  }

  #arrive() {
    const place = route.value.parts.slice(0, 2).join('/');
    if (place === this.place) return;
    this.place = place;
    scrollTo(0, 0);
    this.querySelector('main').focus({ preventScroll: true });
  }

  render() {
    const place = this.#route.value.parts[0] ?? 'jobs';
    const draw = PLACES[place] ?? lostWay;
    return html`
      <header class="top">${this.#header(place)}</header>
      ${this.#connection.value === 'offline' ? this.#banner() : nothing}
      <main id="main" tabindex="-1">${draw(this.#route.value)}</main>
      <ty-toasts></ty-toasts>`;
  }

  #header(place) {
    const [tone, word] = CONNECTIONS[this.#connection.value];
    const current = name => place === name || (place === 'compare' && name === 'jobs') ? 'page' : nothing;
    return html`<div class="top-inner">
      <a class="brand" href="#/" aria-label="Trainyard, all jobs"><img src=${new URL('./icon.svg', import.meta.url).href} alt=""><span>Trainyard</span></a>
      <nav aria-label="Main">${NAVIGATION.map(([name, text, href]) => html`
        <a href=${href} aria-current=${current(name)}>${text}</a>`)}<a class="optional" href="swagger-ui">API</a></nav>
      <div class="top-end">
        <span class="pulse tone-${tone}" role="status" title=${word}><span>${word}</span></span>
        <button type="button" class="button quiet icon" aria-label="Colours: ${this.#theme.value}. Change" title="Colours: ${this.#theme.value}"
          @click=${nextTheme}>${icons[this.#theme.value]}</button>
        <a class="button primary new-job-link" href=${to('new')} aria-current=${current('new')} aria-label="New job">${icons.plus}<span>New job</span></a>
      </div>
    </div>`;
  }

  #banner() {
    const since = lastHeard();
    return html`<div class="banner" role="alert">${icons.offline}
      <span><strong>The server does not answer.</strong>
        ${since ? `What you see is from ${format.clock(since)}.` : ''} The page goes on by itself when it is back.</span>
      <button type="button" class="button small" @click=${refreshAll}>Try now</button></div>`;
  }
}

const lostWay = () => html`<div class="card empty"><h2>There is nothing here</h2>
  <p>The address names no place of this page.</p><a class="button" href="#/">All jobs</a></div>`;

define('ty-app', App);
start();
