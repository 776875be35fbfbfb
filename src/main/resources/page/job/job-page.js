import { html, nothing } from 'lit';
import { get } from '../core/api.js';
import { define, Element } from '../core/element.js';
import { title } from '../core/jobs.js';
import { Live } from '../core/live.js';
import { to } from '../core/router.js';
import { icons } from '../ui/icons.js';
import { failure, loading, skeleton } from '../ui/parts.js';
import { jobHeader } from './job-header.js';
import { jobState } from './job-state.js';
import './curves-tab.js';
import './network-tab.js';
import './evaluation-tab.js';
import './predict-tab.js';
import './checkpoints-tab.js';
import './spec-tab.js';
import './log-tab.js';

const REFRESH_MILLIS = 700;

const TABS = {
  curves: ['Curves', page => html`<ty-curves-tab .job=${page.job} .tick=${page.tick}></ty-curves-tab>`],
  network: ['Network', page => html`<ty-network-tab .job=${page.job}></ty-network-tab>`],
  test: ['Test set', page => html`<ty-evaluation-tab .job=${page.job}></ty-evaluation-tab>`],
  predict: ['Predict', page => html`<ty-predict-tab .job=${page.job}></ty-predict-tab>`],
  checkpoints: ['Checkpoints', page => html`<ty-checkpoints-tab .job=${page.job} .tick=${page.tick}></ty-checkpoints-tab>`],
  spec: ['Spec', page => html`<ty-spec-tab .job=${page.job}></ty-spec-tab>`],
  log: ['Log', page => html`<ty-log-tab .job=${page.job} .tick=${page.tick}></ty-log-tab>`],
};

/** One experiment: how it goes now, and all that is known about it. */
class JobPage extends Element {
  static properties = { id: {}, tab: {}, job: { state: true }, error: { state: true }, tick: { state: true } };

  #live = new Live(this);

  constructor() {
    super();
    this.job = null;
    this.tick = 0;
  }

  willUpdate(changed) {
    if (!changed.has('id')) return;
    this.job = null;
    this.error = null;
    this.refresh();
  }

  async refresh() {
    const { id } = this;
    try {
      const job = await get(`jobs/${id}`);
      if (id !== this.id) return;
      this.job = job;
      this.error = null;
      this.tick++;
      document.title = `${title(job)} · Trainyard`;
    } catch (error) {
      if (error.status) this.error = error;
    }
  }

  event(event) {
    if (event.job_id !== this.id || event.type === 'iteration') return;
    if (event.type === 'progress') {
      if (this.job) this.job = { ...this.job, progress: { ...this.job.progress, ...event.data } };
      return;
    }
    this.soon ??= setTimeout(() => {
      this.soon = null;
      if (this.isConnected) this.refresh();
    }, REFRESH_MILLIS);
  }

  render() {
    if (this.error) return this.#missing();
    if (!this.job) return this.#waiting();
    const [, draw] = TABS[this.tab] ?? TABS.curves;
    return html`
      ${jobHeader(this.job, () => this.refresh())}
      ${jobState(this.job)}
      <div class="tabs" role="tablist" aria-label="About this job" @keydown=${tabKeys}>${Object.entries(TABS).map(([name, [text]]) => this.#tab(name, text))}</div>
      <div class="tab-panel" role="tabpanel" id="tab-panel" aria-labelledby="tab-${this.tab}">${draw(this)}</div>`;
  }

  #tab(name, text) {
    const selected = name === this.tab;
    return html`<a role="tab" id="tab-${name}" href=${to('jobs', this.id, name)} aria-selected=${selected} aria-controls=${selected ? 'tab-panel' : nothing}
      tabindex=${selected ? 0 : -1}>${text}</a>`;
  }

  #waiting() {
    return html`${loading('the job')}<div class="page-head">${skeleton('16rem', '2rem')}</div>
      <div class="card job-state">${skeleton('100%', '8px')}<div class="row-wide">${skeleton('8rem', '2.4rem')}${skeleton('8rem', '2.4rem')}${skeleton('8rem', '2.4rem')}</div></div>`;
  }

  #missing() {
    if (this.error.status !== 404) return failure(this.error);
    return html`<div class="card empty"><h1>This job is not here</h1><p>${this.error.message}</p>
      <a class="button" href="#/">${icons.left}All jobs</a></div>`;
  }
}

/** Left and right go from tab to tab. */
function tabKeys(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const tabs = [...event.currentTarget.children];
  const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
  next.focus();
  next.click();
  event.preventDefault();
}

define('ty-job-page', JobPage);
