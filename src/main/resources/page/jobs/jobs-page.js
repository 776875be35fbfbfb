import { html, nothing } from 'lit';
import { get } from '../core/api.js';
import { define, Element } from '../core/element.js';
import { Live } from '../core/live.js';
import { replaceQuery, route } from '../core/router.js';
import { Follow } from '../core/store.js';
import { icons } from '../ui/icons.js';
import { failure } from '../ui/parts.js';
import { bulkBar } from './bulk-bar.js';
import { nothingFound, nothingYet } from './empty.js';
import { filterBar } from './filter-bar.js';
import { jobTable } from './job-table.js';
import { isFiltered, path, read, write } from './list-query.js';
import { serverStrip } from './server-strip.js';

const SEARCH_MILLIS = 250;
const REFRESH_MILLIS = 800;

/** All experiments at a glance. */
class JobsPage extends Element {
  static properties = {
    jobs: { state: true }, devices: { state: true }, queue: { state: true },
    selection: { state: true }, error: { state: true }, running: { state: true },
  };

  #route = new Follow(this, route);
  #live = new Live(this);
  #pages = [null];
  #asked = '';

  constructor() {
    super();
    this.jobs = null;
    this.devices = null;
    this.queue = null;
    this.selection = new Map();
    this.running = new Map();
  }

  connectedCallback() {
    super.connectedCallback();
    document.title = 'Jobs · Trainyard';
    this.onkey = event => this.#shortcut(event);
    document.addEventListener('keydown', this.onkey);
    this.refresh();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.onkey);
  }

  get filters() {
    return read(this.#route.value.query);
  }

  get path() {
    return path(this.filters, this.#pages.at(-1));
  }

  /** Another address asks for another list. */
  willUpdate() {
    if (this.#asked && this.#asked !== this.path) this.#load();
  }

  async refresh() {
    await Promise.all([this.#load(), this.#loadServer()]);
  }

  async #load() {
    const asked = this.path;
    this.#asked = asked;
    try {
      const page = await get(asked);
      if (asked !== this.#asked) return;
      this.page = page;
      this.jobs = page.data;
      this.error = null;
      this.#keepSelectionFresh();
    } catch (error) {
      if (asked === this.#asked && error.status) this.error = error;
    }
  }

  async #loadServer() {
    try {
      const [devices, queue, running] = await Promise.all(
        [get('devices'), get('queue'), get('jobs?status=running,pausing,cancelling&limit=50&fields=name,progress')]);
      this.devices = devices.data;
      this.queue = queue.data;
      this.running = new Map(running.data.map(job => [job.id, job]));
    } catch (error) {
      if (error.status) this.error = error;
    }
  }

  #keepSelectionFresh() {
    const fresh = new Map(this.selection);
    this.jobs.forEach(job => fresh.has(job.id) && fresh.set(job.id, job));
    this.selection = fresh;
  }

  event(event) {
    if (event.type === 'progress') this.#progress(event);
    else if (event.type !== 'iteration') this.#refreshSoon();
  }

  #progress({ job_id: id, data }) {
    const moved = job => ({ ...job, progress: { ...job.progress, ...data } });
    this.jobs = this.jobs?.map(job => job.id === id ? moved(job) : job) ?? null;
    if (this.running.has(id)) this.running = new Map(this.running).set(id, moved(this.running.get(id)));
  }

  #refreshSoon() {
    this.soon ??= setTimeout(() => {
      this.soon = null;
      if (this.isConnected) this.refresh();
    }, REFRESH_MILLIS);
  }

  #change(difference) {
    const now = { ...this.filters, ...difference };
    this.#pages = [null];
    clearTimeout(this.typing);
    this.typing = setTimeout(() => replaceQuery(write(now)), 'text' in difference ? SEARCH_MILLIS : 0);
  }

  #turn(pages) {
    this.#pages = pages;
    this.#load();
    this.requestUpdate();
    this.querySelector('.filter-bar').scrollIntoView({ block: 'nearest' });
  }

  #select(jobs, on) {
    const selection = new Map(this.selection);
    jobs.forEach(job => on ? selection.set(job.id, job) : selection.delete(job.id));
    this.selection = selection;
  }

  #shortcut(event) {
    if (event.key !== '/' || event.target.matches('input, textarea, select') || event.ctrlKey || event.metaKey) return;
    this.querySelector('input[type=search]')?.focus();
    event.preventDefault();
  }

  render() {
    const { filters } = this;
    const empty = this.jobs?.length === 0 && this.#pages.length === 1 && !isFiltered(filters);
    return html`
      <div class="page-head"><h1>Jobs</h1></div>
      ${serverStrip(this.devices, this.queue, this.running)}
      ${empty ? nothingYet() : html`<section class="card job-list" aria-label="Experiments">
        ${filterBar(filters, difference => this.#change(difference))}
        ${this.error ? failure(this.error) : this.#table(filters)}
      </section>`}
      ${bulkBar([...this.selection.values()], {
        clear: () => { this.selection = new Map(); },
        done: (ids, action) => this.#done(ids, action),
      })}`;
  }

  #table(filters) {
    const actions = {
      select: (id, on) => this.#select(this.jobs.filter(job => job.id === id), on),
      selectAll: on => this.#select(this.jobs, on),
      label: (key, value) => this.#change({ labels: [...new Set([...filters.labels, `${key}:${value}`])] }),
      sort: sort => this.#change({ sort }),
    };
    if (this.jobs?.length === 0) return nothingFound(() => this.#change({ group: '', text: '', labels: [] }));
    return html`${jobTable(this.jobs, this.selection, filters.sort, actions)}${this.#pager()}`;
  }

  #pager() {
    const pages = this.#pages;
    const first = (pages.length - 1) * 50 + 1;
    return html`<nav class="pager" aria-label="Pages">
      <span class="soft small keys"><kbd>↑</kbd> <kbd>↓</kbd> move · <kbd>Enter</kbd> opens · <kbd>Space</kbd> selects · <kbd>/</kbd> searches</span>
      ${this.jobs ? html`<span class="soft small push">${first}–${first + this.jobs.length - 1}</span>` : html`<span class="push"></span>`}
      ${pages.length === 1 && !this.page?.has_more ? nothing : html`<button type="button" class="button small" ?disabled=${pages.length === 1} @click=${() => this.#turn(pages.slice(0, -1))}>${icons.left}Previous</button>
      <button type="button" class="button small" ?disabled=${!this.page?.has_more} @click=${() => this.#turn([...pages, this.page.next])}>Next${icons.right}</button>`}
    </nav>`;
  }

  #done(ids, action) {
    if (action === 'delete') this.selection = new Map([...this.selection].filter(([id]) => !ids.includes(id)));
    this.refresh();
  }
}

define('ty-jobs-page', JobsPage);
